// The raw limit of a hand-over between two cores: a cache line each way, both sides spinning. Hop = half a round trip.
#include "pinned.h"
#include <stdatomic.h>

#define USAGE "hop ROUND_TRIPS CORE OTHER_CORE"

typedef struct {
    _Alignas(128) _Atomic int64_t value;
    char unused[120];
} sequence;

static sequence there, back;
static int64_t trips;
static int other_core;

static void *answer(void *unused) {
    (void)unused;
    pin(other_core);
    for (int64_t trip = 0; trip < trips; trip++) {
        while (atomic_load_explicit(&there.value, memory_order_acquire) < trip)
            pause_core();
        atomic_store_explicit(&back.value, trip, memory_order_release);
    }
    return NULL;
}

int main(int count, char **values) {
    trips = argument(count, values, 1, USAGE);
    int core = (int)argument(count, values, 2, USAGE);
    other_core = (int)argument(count, values, 3, USAGE);
    atomic_store(&there.value, -1);
    atomic_store(&back.value, -1);
    int64_t *round_trips_ns = malloc(sizeof(int64_t) * (size_t)trips);
    pthread_t other;
    pthread_create(&other, NULL, answer, NULL);
    pin(core);
    for (int64_t trip = 0; trip < trips; trip++) {
        int64_t started_ns = now_ns();
        atomic_store_explicit(&there.value, trip, memory_order_release);
        while (atomic_load_explicit(&back.value, memory_order_acquire) < trip)
            pause_core();
        round_trips_ns[trip] = now_ns() - started_ns;
    }
    pthread_join(other, NULL);

    qsort(round_trips_ns, (size_t)trips, sizeof(int64_t), compare_ns);
    printf("p50Ns %.1f\n", (double)round_trips_ns[trips / 2] / 2);
    printf("p99Ns %.1f\n", (double)round_trips_ns[trips * 99 / 100] / 2);
    printf("p99_9Ns %.1f\n", (double)round_trips_ns[trips * 999 / 1000] / 2);
    return 0;
}
