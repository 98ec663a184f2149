// The raw limit of the loopback: a message each way over TCP, both sides spinning on their sockets.
#include "pinned.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define USAGE "socket ROUND_TRIPS BYTES_THERE BYTES_BACK CORE OTHER_CORE"

static int64_t trips, bytes_there, bytes_back;
static int core, other_core, listener;

static void prepare(int socket) {
    int on = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    fcntl(socket, F_SETFL, O_NONBLOCK);
}

static void receive_all(int socket, char *buffer, int64_t size) {
    for (int64_t got = 0; got < size;) {
        ssize_t read = recv(socket, buffer + got, (size_t)(size - got), 0);
        if (read > 0)
            got += read;
        else if (read == 0 || errno != EAGAIN)
            exit(1);
    }
}

static void send_all(int socket, const char *buffer, int64_t size) {
    for (int64_t sent = 0; sent < size;) {
        ssize_t written = send(socket, buffer + sent, (size_t)(size - sent), 0);
        if (written > 0)
            sent += written;
        else if (errno != EAGAIN)
            exit(1);
    }
}

static void *answer(void *unused) {
    (void)unused;
    pin(other_core);
    int socket = accept(listener, NULL, NULL);
    prepare(socket);
    char buffer[4096] = {0};
    for (int64_t trip = 0; trip < trips; trip++) {
        receive_all(socket, buffer, bytes_there);
        send_all(socket, buffer, bytes_back);
    }
    close(socket);
    return NULL;
}

int main(int count, char **values) {
    trips = argument(count, values, 1, USAGE);
    bytes_there = argument(count, values, 2, USAGE);
    bytes_back = argument(count, values, 3, USAGE);
    core = (int)argument(count, values, 4, USAGE);
    other_core = (int)argument(count, values, 5, USAGE);

    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    listener = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(listener, (struct sockaddr *)&address, length) != 0 || listen(listener, 1) != 0 ||
        getsockname(listener, (struct sockaddr *)&address, &length) != 0) {
        perror("listen");
        return 1;
    }
    pthread_t other;
    pthread_create(&other, NULL, answer, NULL);
    int peer = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(peer, (struct sockaddr *)&address, length) != 0) {
        perror("connect");
        return 1;
    }
    pin(core);
    prepare(peer);
    char buffer[4096] = {0};
    int64_t *round_trips_ns = malloc(sizeof(int64_t) * (size_t)trips);
    for (int64_t trip = 0; trip < trips; trip++) {
        int64_t started_ns = now_ns();
        send_all(peer, buffer, bytes_there);
        receive_all(peer, buffer, bytes_back);
        round_trips_ns[trip] = now_ns() - started_ns;
    }
    pthread_join(other, NULL);
    close(peer);

    qsort(round_trips_ns, (size_t)trips, sizeof(int64_t), compare_ns);
    printf("p50Us %.3f\n", (double)round_trips_ns[trips / 2] / 1e3);
    printf("p99Us %.3f\n", (double)round_trips_ns[trips * 99 / 100] / 1e3);
    return 0;
}
