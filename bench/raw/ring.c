// The raw limit of a ring with one producer and one consumer: aligned slots, padded sequences, a remembered gate.
// Every event is written and read whole. Prints millions of events per second and the checksum of what was read.
#include "pinned.h"
#include <stdatomic.h>
#include <string.h>

#define USAGE "ring SLOTS BYTES BATCH EVENTS PRODUCER_CORE CONSUMER_CORE"

typedef struct {
    _Alignas(128) _Atomic int64_t value;
    char unused[120];
} sequence;

static sequence cursor, consumed;
static uint64_t *slots;
static int64_t slot_count, words, batch, events;
static int producer_core, consumer_core;
static int64_t started_ns, ended_ns;
static uint64_t checksum;
static pthread_barrier_t begin;

#define DEFINE_CASE(W)                                                                                          \
    static void produce_##W(void) {                                                                             \
        int64_t gate = -1, mask = slot_count - 1;                                                               \
        for (int64_t next = 0; next < events; next += batch) {                                                  \
            int64_t last = next + batch - 1;                                                                    \
            while (last - slot_count > gate) {                                                                  \
                gate = atomic_load_explicit(&consumed.value, memory_order_acquire);                             \
                if (last - slot_count > gate)                                                                   \
                    pause_core();                                                                               \
            }                                                                                                   \
            for (int64_t at = next; at <= last; at++) {                                                         \
                uint64_t *slot = slots + (at & mask) * W;                                                       \
                for (int i = 0; i < W; i++)                                                                     \
                    slot[i] = (uint64_t)at + (uint64_t)i;                                                       \
            }                                                                                                   \
            atomic_store_explicit(&cursor.value, last, memory_order_release);                                   \
        }                                                                                                       \
    }                                                                                                           \
    static void consume_##W(void) {                                                                             \
        int64_t next = 0, mask = slot_count - 1;                                                                \
        uint64_t sum = 0;                                                                                       \
        while (next < events) {                                                                                 \
            int64_t last = atomic_load_explicit(&cursor.value, memory_order_acquire);                           \
            if (last < next) {                                                                                  \
                pause_core();                                                                                   \
                continue;                                                                                       \
            }                                                                                                   \
            for (; next <= last; next++) {                                                                      \
                const uint64_t *slot = slots + (next & mask) * W;                                               \
                for (int i = 0; i < W; i++)                                                                     \
                    sum += slot[i];                                                                             \
            }                                                                                                   \
            atomic_store_explicit(&consumed.value, last, memory_order_release);                                 \
        }                                                                                                       \
        checksum = sum;                                                                                         \
    }

DEFINE_CASE(8)
DEFINE_CASE(16)

static void *producer(void *unused) {
    (void)unused;
    pin(producer_core);
    pthread_barrier_wait(&begin);
    started_ns = now_ns();
    words == 8 ? produce_8() : produce_16();
    return NULL;
}

static void *consumer(void *unused) {
    (void)unused;
    pin(consumer_core);
    pthread_barrier_wait(&begin);
    words == 8 ? consume_8() : consume_16();
    ended_ns = now_ns();
    return NULL;
}

int main(int count, char **values) {
    slot_count = argument(count, values, 1, USAGE);
    words = argument(count, values, 2, USAGE) / 8;
    batch = argument(count, values, 3, USAGE);
    events = argument(count, values, 4, USAGE) / batch * batch;
    producer_core = (int)argument(count, values, 5, USAGE);
    consumer_core = (int)argument(count, values, 6, USAGE);
    if (words != 8 && words != 16) {
        fprintf(stderr, "BYTES must be 64 or 128\n");
        return 2;
    }

    size_t size = (size_t)(slot_count * words * 8);
    slots = aligned_alloc(128, size);
    memset(slots, 0, size); // Touched, so that no lap takes a page fault.
    atomic_store(&cursor.value, -1);
    atomic_store(&consumed.value, -1);
    pthread_barrier_init(&begin, NULL, 2);
    pthread_t first, second;
    pthread_create(&first, NULL, producer, NULL);
    pthread_create(&second, NULL, consumer, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);

    printf("millionEventsPerSecond %.3f\n", (double)events * 1e3 / (double)(ended_ns - started_ns));
    printf("checksum %llu\n", (unsigned long long)checksum);
    return 0;
}
