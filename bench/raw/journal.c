// The raw limit of a journal: copies of 128 bytes into a file mapping made writable before, in bursts. Nothing is
// numbered or summed. Prints million records a second of the median burst, the time of one copy between two looks at
// the clock, and how often a record can be written and synced to a file that has its blocks: beside a thread that spins
// on the hot core, as a decision thread does, and on a machine that is otherwise idle.
#include "pinned.h"
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define USAGE "journal BURST_RECORDS BURSTS TIMED_BURSTS CORE"
#define RECORD_BYTES 128
#define POPULATE_WRITE 23
#define COMMITS 1000

static void percentile(const char *name, const int64_t *sorted, long count, long per) {
    printf("%s %lld\n", name, (long long)sorted[count - 1 - count / per]);
}

// To a file of its own that is written and not mapped: syncing a mapped one costs three times as much.
static void commit(const char *record, const char *rate, const char *p50, const char *p99) {
    static int64_t commits_ns[COMMITS];
    static const char zeros[COMMITS * RECORD_BYTES];
    char path[] = "/tmp/lle-raw-commit-XXXXXX";
    int descriptor = mkstemp(path);
    if (descriptor < 0 || unlink(path) != 0 || pwrite(descriptor, zeros, sizeof zeros, 0) != sizeof zeros ||
        fdatasync(descriptor) != 0) {
        perror("commit");
        exit(1);
    }
    int64_t begin_ns = now_ns();
    for (long i = 0; i < COMMITS; i++) {
        int64_t start_ns = now_ns();
        if (pwrite(descriptor, record, RECORD_BYTES, i * RECORD_BYTES) != RECORD_BYTES || fdatasync(descriptor) != 0) {
            perror("commit");
            exit(1);
        }
        commits_ns[i] = now_ns() - start_ns;
    }
    double total_ns = (double)(now_ns() - begin_ns);
    qsort(commits_ns, COMMITS, sizeof *commits_ns, compare_ns);
    printf("%s %f\n", rate, COMMITS * 1e9 / total_ns);
    percentile(p50, commits_ns, COMMITS, 2);
    percentile(p99, commits_ns, COMMITS, 100);
    close(descriptor);
}

static int has_committed;

static void *spin(void *core) {
    pin((int)(intptr_t)core);
    while (!__atomic_load_n(&has_committed, __ATOMIC_ACQUIRE))
        pause_core();
    return NULL;
}

// A core that spins does not take the disk's interrupts: the same syncs take twice as long then.
static void commit_both(const char *record, int hot_core) {
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    pthread_t spinner;
    if (cores > 1) {
        pin(hot_core == 0 ? 1 : 0);
        commit(record, "commitsAlonePerSecond", "commitAloneP50Ns", "commitAloneP99Ns");
        if (pthread_create(&spinner, NULL, spin, (void *)(intptr_t)hot_core) != 0) {
            perror("pthread_create");
            exit(1);
        }
    }
    commit(record, "commitsPerSecond", "commitP50Ns", "commitP99Ns");
    __atomic_store_n(&has_committed, 1, __ATOMIC_RELEASE);
    if (cores > 1)
        pthread_join(spinner, NULL);
}

int main(int count, char **values) {
    long burst_records = argument(count, values, 1, USAGE), bursts = argument(count, values, 2, USAGE);
    long timed_bursts = argument(count, values, 3, USAGE);
    pin((int)argument(count, values, 4, USAGE));

    char path[] = "/tmp/lle-raw-journal-XXXXXX";
    int descriptor = mkstemp(path);
    size_t burst_bytes = (size_t)burst_records * RECORD_BYTES;
    size_t size = burst_bytes * (size_t)(bursts + timed_bursts);
    if (descriptor < 0 || unlink(path) != 0 || posix_fallocate(descriptor, 0, (off_t)size) != 0) {
        perror("journal");
        return 1;
    }
    char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    int64_t *latencies = malloc((size_t)(timed_bursts * burst_records) * sizeof *latencies);
    int64_t *bursts_ns = malloc((size_t)bursts * sizeof *bursts_ns);
    if (memory == MAP_FAILED || latencies == NULL || bursts_ns == NULL) {
        perror("journal");
        return 1;
    }

    char record[RECORD_BYTES];
    memset(record, 42, sizeof record);
    for (long burst = 0; burst < bursts; burst++, memory += burst_bytes) {
        madvise(memory, burst_bytes, POPULATE_WRITE);
        int64_t start_ns = now_ns();
        for (long i = 0; i < burst_records; i++) {
            memcpy(memory + i * RECORD_BYTES, record, RECORD_BYTES);
            __asm__ volatile("" ::: "memory");
        }
        bursts_ns[burst] = now_ns() - start_ns;
    }

    long index = 0;
    for (long burst = 0; burst < timed_bursts; burst++, memory += burst_bytes) {
        madvise(memory, burst_bytes, POPULATE_WRITE);
        for (long i = 0; i < burst_records; i++) {
            int64_t start_ns = now_ns();
            memcpy(memory + i * RECORD_BYTES, record, RECORD_BYTES);
            __asm__ volatile("" ::: "memory");
            latencies[index++] = now_ns() - start_ns;
        }
    }

    qsort(latencies, (size_t)index, sizeof *latencies, compare_ns);
    qsort(bursts_ns, (size_t)bursts, sizeof *bursts_ns, compare_ns);
    printf("millionRecordsPerSecond %f\n", (double)burst_records / (double)bursts_ns[bursts / 2] * 1e3);
    percentile("recordP50Ns", latencies, index, 2);
    percentile("recordP99Ns", latencies, index, 100);
    percentile("recordP999Ns", latencies, index, 1000);
    commit_both(record, (int)argument(count, values, 4, USAGE));
    return 0;
}
