// The physical limit: what a program costs that does nothing but batch netlink messages.
//   limit add-labels|del-labels|add-routes|del-routes DEVICE FIRST COUNT
//   limit list-labels|list-routes
// Labels are FIRST/8, FIRST+1/8, … with the labels DEVICE:0, DEVICE:1, …; routes are local /32s with
// protocol 78 and metric 1, 2, …, as `netalias add --as route` makes them. 512 messages a send, errors
// only, one acknowledged NLMSG_NOOP as the barrier. Deletion goes newest first. Exits with 1 where
// the kernel refuses anything.
#include <arpa/inet.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BATCH = 512, ROOM = 128, NETALIAS = 78 };

static char out[(BATCH + 1) * ROOM];
static char in[1 << 16];
static size_t used;
static unsigned sequence;
static int netlink;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static struct nlmsghdr *message(int type, int flags, const void *header, size_t size) {
  struct nlmsghdr *m = (struct nlmsghdr *)(out + used);
  memset(m, 0, ROOM);
  m->nlmsg_len = NLMSG_LENGTH(size);
  m->nlmsg_type = type;
  m->nlmsg_flags = NLM_F_REQUEST | flags;
  m->nlmsg_seq = ++sequence;
  memcpy(NLMSG_DATA(m), header, size);
  return m;
}

static void attribute(struct nlmsghdr *m, int type, const void *value, size_t size) {
  struct rtattr *a = (struct rtattr *)((char *)m + NLMSG_ALIGN(m->nlmsg_len));
  a->rta_type = type;
  a->rta_len = RTA_LENGTH(size);
  memcpy(RTA_DATA(a), value, size);
  m->nlmsg_len = NLMSG_ALIGN(m->nlmsg_len) + RTA_ALIGN(a->rta_len);
}

static void end(struct nlmsghdr *m) { used += NLMSG_ALIGN(m->nlmsg_len); }

// Sends what is written, and reads up to the answer to the last message; any error ends the program.
static void barrier(void) {
  end(message(NLMSG_NOOP, NLM_F_ACK, "", 0));
  if (send(netlink, out, used, 0) != (ssize_t)used) fail("send");
  used = 0;
  for (;;) {
    ssize_t n = recv(netlink, in, sizeof in, 0);
    if (n < 0) fail("recv");
    for (struct nlmsghdr *m = (void *)in; NLMSG_OK(m, n); m = NLMSG_NEXT(m, n)) {
      struct nlmsgerr *e = NLMSG_DATA(m);
      if (m->nlmsg_type == NLMSG_ERROR && e->error) {
        fprintf(stderr, "refused: %s\n", strerror(-e->error));
        exit(1);
      }
      if (m->nlmsg_seq == sequence) return;
    }
  }
}

static void label(int add, const char *device, int index, unsigned address, unsigned slot) {
  struct ifaddrmsg header = {.ifa_family = AF_INET, .ifa_prefixlen = 8, .ifa_index = index};
  struct nlmsghdr *m =
      message(add ? RTM_NEWADDR : RTM_DELADDR, add ? NLM_F_CREATE | NLM_F_EXCL : 0, &header, sizeof header);
  unsigned local = htonl(address), broadcast = htonl(address | 0xffffff);
  char name[IFNAMSIZ];
  attribute(m, IFA_LOCAL, &local, 4);
  attribute(m, IFA_ADDRESS, &local, 4);
  if (add) attribute(m, IFA_BROADCAST, &broadcast, 4);
  attribute(m, IFA_LABEL, name, (size_t)snprintf(name, sizeof name, "%s:%u", device, slot) + 1);
  end(m);
}

static void route(int add, int index, unsigned address, unsigned slot) {
  struct rtmsg header = {.rtm_family = AF_INET, .rtm_dst_len = 32, .rtm_table = RT_TABLE_LOCAL,
      .rtm_protocol = NETALIAS, .rtm_scope = RT_SCOPE_HOST, .rtm_type = RTN_LOCAL};
  struct nlmsghdr *m =
      message(add ? RTM_NEWROUTE : RTM_DELROUTE, add ? NLM_F_CREATE | NLM_F_EXCL : 0, &header, sizeof header);
  unsigned destination = htonl(address), metric = slot + 1;
  attribute(m, RTA_DST, &destination, 4);
  attribute(m, RTA_OIF, &index, 4);
  attribute(m, RTA_PRIORITY, &metric, 4);
  end(m);
}

static void change(int add, int routes, char **words) {
  int index = (int)if_nametoindex(words[0]);
  unsigned first = ntohl(inet_addr(words[1])), count = (unsigned)atoi(words[2]);
  if (!index) fail(words[0]);
  for (unsigned i = 0; i < count; i++) {
    unsigned slot = add ? i : count - 1 - i;
    if (routes) {
      route(add, index, first + slot, slot);
    } else {
      label(add, words[0], index, first + slot, slot);
    }
    if (i % BATCH == BATCH - 1 || i == count - 1) barrier();
  }
}

// Reads a whole table and prints how many entries there are, which is the least that a list can do.
static void list(int routes) {
  struct ifaddrmsg addresses = {.ifa_family = AF_INET};
  struct rtmsg table = {.rtm_family = AF_INET, .rtm_table = RT_TABLE_LOCAL};
  long count = 0;
  end(routes ? message(RTM_GETROUTE, NLM_F_DUMP, &table, sizeof table)
             : message(RTM_GETADDR, NLM_F_DUMP, &addresses, sizeof addresses));
  if (send(netlink, out, used, 0) < 0) fail("send");
  for (;;) {
    ssize_t n = recv(netlink, in, sizeof in, 0);
    if (n < 0) fail("recv");
    for (struct nlmsghdr *m = (void *)in; NLMSG_OK(m, n); m = NLMSG_NEXT(m, n)) {
      if (m->nlmsg_type == NLMSG_DONE) {
        printf("%ld\n", count);
        return;
      }
      if (m->nlmsg_type == NLMSG_ERROR) fail("dump");
      count++;
    }
  }
}

int main(int argc, char **argv) {
  int yes = 1, buffer = 1 << 20;
  const char *work = argc > 1 ? argv[1] : "";
  netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  if (netlink < 0) fail("socket");
  setsockopt(netlink, SOL_SOCKET, SO_RCVBUFFORCE, &buffer, sizeof buffer);
  setsockopt(netlink, SOL_NETLINK, NETLINK_CAP_ACK, &yes, sizeof yes);
  setsockopt(netlink, SOL_NETLINK, NETLINK_GET_STRICT_CHK, &yes, sizeof yes);
  int add = !strncmp(work, "add-", 4), labels = !strcmp(work + 3, "-labels"), routes = !strcmp(work + 3, "-routes");
  if (argc == 5 && (add || !strncmp(work, "del-", 4)) && (labels || routes)) {
    change(add, routes, argv + 2);
  } else if (argc == 2 && (!strcmp(work, "list-labels") || !strcmp(work, "list-routes"))) {
    list(!strcmp(work, "list-routes"));
  } else {
    fprintf(stderr, "limit add-labels|del-labels|add-routes|del-routes DEVICE FIRST COUNT, or list-labels|list-routes\n");
    return 2;
  }
  return 0;
}
