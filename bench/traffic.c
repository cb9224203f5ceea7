/* Packets through a veth pair, for traffic.sh.
 *   traffic udp FIRST COUNT PACKETS   nanoseconds a packet, to COUNT addresses from FIRST on, in no order
 *   traffic sink PORT                 takes in what TCP brings, and keeps a UDP port open, until killed
 *   traffic tcp ADDRESS PORT SECONDS  bytes a second over one connection
 * The kernel receives within the sender's call, so what a packet costs its receiver is in its time. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + t.tv_nsec * 1e-9;
}

static struct sockaddr_in at(unsigned address, int port)
{
	return (struct sockaddr_in){
		.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(address)};
}

static int fail(const char *what)
{
	perror(what);
	return 1;
}

static int udp(unsigned first, unsigned count, unsigned packets)
{
	int s = socket(AF_INET, SOCK_DGRAM, 0);
	struct sockaddr_in to = at(0, 9);
	char payload[64] = {0};
	unsigned x = 12345;
	double start = now();
	for (unsigned i = 0; i < packets; i++) {
		x = x * 1664525u + 1013904223u;
		to.sin_addr.s_addr = htonl(first + (x >> 8) % count);
		if (sendto(s, payload, sizeof payload, 0, (void *)&to, sizeof to) < 0)
			return fail("sendto");
	}
	printf("%.1f\n", (now() - start) / packets * 1e9);
	return 0;
}

static int sink(int port)
{
	static char taken[1 << 17];
	int one = 1, u = socket(AF_INET, SOCK_DGRAM, 0), s = socket(AF_INET, SOCK_STREAM, 0);
	struct sockaddr_in any = at(INADDR_ANY, 9), tcp = at(INADDR_ANY, port);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if (bind(u, (void *)&any, sizeof any) || bind(s, (void *)&tcp, sizeof tcp) || listen(s, 8))
		return fail("bind");
	puts("ready");
	fflush(stdout);
	for (;;) {
		int c = accept(s, NULL, NULL);
		while (c >= 0 && read(c, taken, sizeof taken) > 0)
			;
		close(c);
	}
}

static int tcp(const char *address, int port, double seconds)
{
	static char given[1 << 17];
	int s = socket(AF_INET, SOCK_STREAM, 0);
	struct sockaddr_in to = at(ntohl(inet_addr(address)), port);
	double start, bytes = 0;
	if (connect(s, (void *)&to, sizeof to))
		return fail("connect");
	for (start = now(); now() - start < seconds;) {
		ssize_t n = write(s, given, sizeof given);
		if (n < 0)
			return fail("write");
		bytes += n;
	}
	printf("%.0f\n", bytes / (now() - start));
	return 0;
}

int main(int count, char **words)
{
	if (count == 5 && !strcmp(words[1], "udp"))
		return udp(ntohl(inet_addr(words[2])), atoi(words[3]), atoi(words[4]));
	if (count == 3 && !strcmp(words[1], "sink"))
		return sink(atoi(words[2]));
	if (count == 5 && !strcmp(words[1], "tcp"))
		return tcp(words[2], atoi(words[3]), atof(words[4]));
	fprintf(stderr, "traffic udp|sink|tcp ...\n");
	return 2;
}
