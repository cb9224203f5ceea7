"""Measures netalias and its peers; run by peers.sh, inside a network namespace of its own."""

import argparse
import ipaddress
import math
import os
import re
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field

import plot

HERE = os.path.dirname(os.path.abspath(__file__))
FIRST = int(ipaddress.ip_address("10.0.0.1"))
QUIET = ["--no-counters", "--no-probe", "--no-announce"]
WORKS = ["add", "list", "delete"]


def address(i):
    return str(ipaddress.ip_address(FIRST + i))


class Failed(Exception):
    """A tool did not do its work; the text is its own last line."""


@dataclass
class Tool:
    """How a tool does its work: `size` in, command lines out. `prepare` writes its input files."""

    name: str
    add: object
    list: object
    delete: object
    prepare: object = lambda size: None
    present: str = "/bin/sh"
    measured: bool = False  # whether a measure is about it
    times: dict = field(default_factory=dict)  # (work, size) -> seconds of each run
    memory: dict = field(default_factory=dict)  # (work, size) -> most MiB that were resident
    stopped: str = ""

    def command(self, work, size):
        make = getattr(self, work)
        return make(size) if make else None


class Bench:
    def __init__(self, options):
        self.options = options
        self.scratch = options.scratch
        self.reasons = []
        self.began = time.monotonic()

    def path(self, name):
        return os.path.join(self.scratch, name)

    def write(self, name, lines):
        with open(self.path(name), "w") as out:
            out.writelines(line + "\n" for line in lines)

    def timed(self, command):
        return self.run(command)[0]

    def run(self, command):
        """Runs a command: the seconds that it took, and the most MiB that it had resident."""
        with open(self.path("out"), "wb") as out, open(self.path("err"), "wb") as err:
            start = time.perf_counter()
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
            _, status, usage = os.wait4(process.pid, 0)
            took = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            with open(self.path("err"), errors="replace") as err:
                said = err.read().strip().splitlines()
            raise Failed(said[-1] if said else f"exit code {process.returncode}")
        return took, usage.ru_maxrss / 1024

    def fresh_device(self):
        run("ip link del eth0 2>/dev/null; ip link set lo up; "
            "ip link add eth0 type veth peer name peer && ip link set eth0 up && ip link set peer up")

    # The tools

    def label_tools(self):
        netalias, limit = self.options.netalias, self.path("limit")
        pyroute2 = ["/usr/bin/python3", os.path.join(HERE, "with_pyroute2.py")]
        return [
            Tool("netalias",
                 lambda n: [netalias, "-q", "add", "eth0", f"{address(0)}-{address(n - 1)}/8", *QUIET],
                 lambda n: [netalias, "list"],
                 lambda n: [netalias, "-q", "del", "--on", "eth0", "--all"],
                 measured=True),
            Tool("C limit",
                 lambda n: [limit, "add-labels", "eth0", address(0), str(n)],
                 lambda n: [limit, "list-labels"],
                 lambda n: [limit, "del-labels", "eth0", address(0), str(n)],
                 measured=True),
            Tool("ip -batch",
                 lambda n: ["ip", "-batch", self.path("ip-add")],
                 lambda n: ["ip", "address", "show"],
                 lambda n: ["ip", "-batch", self.path("ip-delete")],
                 self.ip_labels, measured=True),
            Tool("pyroute2",
                 lambda n: [*pyroute2, "add-labels", "eth0", str(FIRST), str(n)],
                 lambda n: [*pyroute2, "list-labels"],
                 lambda n: [*pyroute2, "del-labels", "eth0", str(FIRST), str(n)],
                 present="/usr/lib/python3/dist-packages/pyroute2"),
            Tool("ifconfig",
                 lambda n: ["sh", "-e", self.path("ifconfig-add")],
                 lambda n: ["ifconfig", "-a"],
                 lambda n: ["sh", "-e", self.path("ifconfig-delete")],
                 self.ifconfig_labels, "/sbin/ifconfig"),
            Tool("ifup",
                 lambda n: ["ifup", "-a", "--no-scripts", "-i", self.path("interfaces")],
                 None,
                 lambda n: ["ifdown", "-a", "--no-scripts", "-i", self.path("interfaces")],
                 self.ifup_labels, "/sbin/ifup"),
        ]

    def ip_labels(self, n):
        self.write("ip-add", (f"address add {address(i)}/8 brd 10.255.255.255 dev eth0 label eth0:{i}"
                              for i in range(n)))
        self.write("ip-delete", (f"address del {address(i)}/8 dev eth0" for i in reversed(range(n))))

    def ifconfig_labels(self, n):
        self.write("ifconfig-add", (f"ifconfig eth0:{i} {address(i)} netmask 255.0.0.0 broadcast 10.255.255.255"
                                    for i in range(n)))
        self.write("ifconfig-delete", (f"ifconfig eth0:{i} down" for i in reversed(range(n))))

    def ifup_labels(self, n):
        self.write("interfaces", (f"auto eth0:{i}\niface eth0:{i} inet static\n  address {address(i)}/8"
                                  for i in range(n)))

    def route_tools(self):
        netalias, limit = self.options.netalias, self.path("limit")
        pyroute2 = ["/usr/bin/python3", os.path.join(HERE, "with_pyroute2.py")]
        wide = lambda n: f"10.0.0.0/{32 - (n - 1).bit_length()}"
        whole = lambda n: [netalias, "-q", "add", "eth0", wide(n), "--as", "route", "--whole", *QUIET]
        return [
            Tool("netalias",
                 lambda n: [netalias, "-q", "add", "eth0", f"{address(0)}-{address(n - 1)}", "--as", "route", *QUIET],
                 lambda n: [netalias, "-o", "json", "list"],
                 lambda n: [netalias, "-q", "del", "--on", "eth0", "--all"],
                 measured=True),
            Tool("netalias, whole prefix", whole,
                 lambda n: [netalias, "-o", "json", "list"],
                 lambda n: [netalias, "-q", "del", "--on", "eth0", "--all"]),
            Tool("C limit",
                 lambda n: [limit, "add-routes", "eth0", address(0), str(n)],
                 lambda n: [limit, "list-routes"],
                 lambda n: [limit, "del-routes", "eth0", address(0), str(n)],
                 measured=True),
            Tool("ip -batch",
                 lambda n: ["ip", "-batch", self.path("ip-add")],
                 lambda n: ["ip", "-json", "route", "show", "table", "local"],
                 lambda n: ["ip", "-batch", self.path("ip-delete")],
                 self.ip_routes, measured=True),
            Tool("pyroute2",
                 lambda n: [*pyroute2, "add-routes", "eth0", str(FIRST), str(n)],
                 lambda n: [*pyroute2, "list-routes"],
                 lambda n: [*pyroute2, "del-routes", "eth0", str(FIRST), str(n)],
                 present="/usr/lib/python3/dist-packages/pyroute2"),
        ]

    def ip_routes(self, n):
        for work, order in ("add", range(n)), ("delete", reversed(range(n))):
            self.write(f"ip-{work}", (f"route {work} local {address(i)}/32 dev eth0 table local proto 78 metric {i + 1}"
                                      for i in order))

    # Measuring

    def measure(self, kind, tools, sizes):
        """Every tool at every size, in turns; late in a long run once each."""
        for tool in tools:
            if not os.path.exists(tool.present):
                self.stop(kind, tool, "not installed")
        for place, size in enumerate(sizes):
            for done in range(self.options.runs):
                late = time.monotonic() - self.began > 60 * self.options.minutes
                for tool in () if done and late else tools:
                    if not tool.stopped and self.has_time(tool, size):
                        self.cycle(kind, tool, size)
            for tool in tools:
                self.look_ahead(kind, tool, sizes[: place + 2], size)

    def has_time(self, tool, size):
        return sum(sum(tool.times.get((work, size), [])) for work in WORKS) < self.bound(tool)

    def bound(self, tool):
        return self.options.bound * (3 if tool.measured else 1)

    def look_ahead(self, kind, tool, sizes, size):
        """Stops a tool that would take too long at the next size, growing as it did up to this one.

        What a measure is about is run once at every size, however long it takes."""
        if tool.stopped or tool.measured or sizes[-1] == size:
            return
        for work in WORKS:
            took, before = median(tool, work, size), median(tool, work, sizes[-3]) if len(sizes) > 2 else None
            if took:
                power = math.log(took / before) / math.log(size / sizes[-3]) if before else 1
                ahead = took * (sizes[-1] / size) ** min(max(power, 0), 2)
                if ahead > self.options.bound:
                    self.stop(kind, tool, f"to {work} {sizes[-1]:,} would take some {ahead:.0f} s; "
                                          f"the bound is {self.options.bound:g} s")
                    return

    def stop(self, kind, tool, reason):
        tool.stopped = reason
        self.reasons.append(f"{tool.name}, {kind}: stopped: {reason}")
        print(self.reasons[-1], file=sys.stderr)

    def cycle(self, kind, tool, size):
        self.fresh_device()
        tool.prepare(size)
        for work in WORKS:
            command = tool.command(work, size)
            if command:
                try:
                    took, memory = self.run(command)
                    tool.times.setdefault((work, size), []).append(took)
                    tool.memory[work, size] = max(memory, tool.memory.get((work, size), 0))
                except (Failed, OSError) as failed:
                    self.stop(kind, tool, f"at {size:,}, {work}: {failed}")
                    return
            if work == "add":
                self.check(kind, tool, size)

    def check(self, kind, tool, size):
        """That what was measured is there: a tool that does nothing is quick."""
        listing = "list-routes" if kind == "routes" else "list-labels"
        there = int(subprocess.check_output([self.path("limit"), listing]))
        wanted = 1 if "whole" in tool.name else size
        if there < wanted:
            sys.exit(f"{tool.name} left {there} of {wanted} {kind}")

    def one_alias(self):
        """One alias a command, as scripts add them."""
        times = {"netalias": [], "ip": [], "ifconfig": []}
        self.fresh_device()
        for i in range(4 * self.options.runs):
            for name, command in (
                ("netalias", [self.options.netalias, "add", f"eth0:{i}", f"10.0.0.{i + 1}/24", *QUIET]),
                ("ip", ["ip", "address", "add", f"10.0.1.{i + 1}/24", "dev", "eth0", "label", f"eth0:i{i}"]),
                ("ifconfig", ["ifconfig", f"eth0:f{i}", f"10.0.2.{i + 1}", "netmask", "255.255.255.0"]),
            ):
                if name != "ifconfig" or os.path.exists("/sbin/ifconfig"):
                    times[name].append(self.timed(command))
        return {name: statistics.median(all_of) for name, all_of in times.items() if all_of}

    def one_more(self, sizes):
        """One more route alias beside few and beside many: medians, or why there are none."""
        medians = {}
        for size in sizes:
            self.fresh_device()
            try:
                self.timed([self.path("limit"), "add-routes", "eth0", address(0), str(size)])
                times = [
                    self.timed([self.options.netalias, "-q", "add", "eth0", f"11.0.0.{i + 1}", "--as", "route", *QUIET])
                    for i in range(2 * self.options.runs + 1)
                ]
            except Failed as failed:
                self.reasons.append(f"one more route: {failed}")
                return {}
            medians[size] = statistics.median(times[1:])
        return medians

    def desired_state(self, size, many):
        """A desired state applied to a fresh device, beside `ip -batch`; planned where it is; read where there are many.

        Seconds of each run and the most MiB, by what was done."""
        netalias, quiet = self.options.netalias, ["--no-probe", "--no-announce"]
        head = ["devices:", "  eth0:", "    counters: false", "    aliases:"]
        line = lambda i: f"      - {{name: eth0:{i}, address: {address(i)}/8}}"
        self.write("range.yaml", [*head, f"      - {address(0)}-{address(size - 1)}/8"])
        self.write("lines.yaml", [*head, *map(line, range(size))])
        self.write("many.yaml", [*head, *map(line, range(many))])
        self.ip_labels(size)
        done = {}
        for _ in range(self.options.runs):
            for what, fresh, command in (
                ("ip -batch", True, ["ip", "-batch", self.path("ip-add")]),
                ("apply a range", True, [netalias, "-q", "apply", self.path("range.yaml"), *quiet]),
                ("apply lines", True, [netalias, "-q", "apply", self.path("lines.yaml"), *quiet]),
                ("plan lines", False, [netalias, "plan", self.path("lines.yaml")]),
                ("read many", True, [netalias, "plan", self.path("many.yaml")]),
            ):
                if fresh:
                    self.fresh_device()
                    os.environ["STATE_DIRECTORY"] = self.path(f"state-{time.monotonic_ns()}")
                    os.mkdir(os.environ["STATE_DIRECTORY"], 0o700)
                took, memory = self.run(command)
                done.setdefault(what, []).append((took, memory))
        del os.environ["STATE_DIRECTORY"]
        return done


def run(script):
    subprocess.run(["sh", "-c", script], check=True)


def median(tool, work, size):
    times = tool.times.get((work, size))
    return statistics.median(times) if times else None


def duration(seconds):
    return f"{seconds:.1f} s" if seconds >= 10 else f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def table(kind, tools, sizes, work, runs):
    base = next(tool for tool in tools if tool.name == "ip -batch")
    lines = [f"| {work} | " + " | ".join(tool.name for tool in tools) + " |", "| ---: " * (len(tools) + 1) + "|"]
    for size in sizes:
        cells = []
        for tool in tools:
            took, of = median(tool, work, size), median(base, work, size)
            if took is None:
                cells.append("–")
                continue
            text = duration(took) + (f" ({took / of:.2f})" if of else "")
            done = len(tool.times[work, size])
            cells.append(text if done == runs else f"{text}, {done} run" + ("s" if done > 1 else ""))
        lines.append(f"| {size:,} {kind} | " + " | ".join(cells) + " |")
    return lines


def quotient(tools, work, size, peer):
    by_name = {tool.name: tool for tool in tools}
    ours, theirs = median(by_name["netalias"], work, size), median(by_name[peer], work, size)
    return ours / theirs if ours and theirs else None


def state_measures(done):
    """What the desired state is held to, as in `measures`."""
    took = {what: statistics.median(t for t, _ in runs) for what, runs in done.items()}
    return [
        ("apply a range of 10,000", 0.8, took["apply a range"] / took["ip -batch"], " of ip -batch"),
        ("apply 10,000 lines with names", 0.8, took["apply lines"] / took["ip -batch"], " of ip -batch"),
        ("plan 10,000 lines where they are", 1000, took["plan lines"] * 1000, " ms"),
        ("memory of that plan", 256, max(memory for _, memory in done["plan lines"]), " MiB"),
        ("plan 100,000 lines, YAML and start", 2000, took["read many"] * 1000, " ms"),
    ] if done else []


def measures(labels, routes, one, more):
    """What netalias is held to: (work, target, result or None, unit)."""
    rows = []
    def ratio(text, tools, work, size, peer, most):
        rows.append((text, most, quotient(tools, work, size, peer), f" of {peer}"))
    ratio("add 10,000 labels", labels, "add", 10_000, "ip -batch", 0.70)
    ratio("add 10,000 labels", labels, "add", 10_000, "C limit", 1.25)
    ratio("add 100,000 routes", routes, "add", 100_000, "ip -batch", 0.60)
    ratio("add 100,000 routes", routes, "add", 100_000, "C limit", 2.0)
    ratio("add 1,000,000 routes", routes, "add", 1_000_000, "ip -batch", 0.25)
    ratio("add 1,000,000 routes", routes, "add", 1_000_000, "C limit", 1.4)
    ratio("delete 1,000,000 routes", routes, "delete", 1_000_000, "ip -batch", 0.35)
    ratio("list 1,000,000 routes as JSON to a file", routes, "list", 1_000_000, "ip -batch", 1.0)
    memory = routes[0].memory.get(("list", 1_000_000))
    rows.append(("memory of that list", 512, memory, " MiB"))
    beside = more[1_000_000] / more[10] if 1_000_000 in more and 10 in more else None
    rows.append(("one more beside 1,000,000", 1.2, beside, " of one more beside 10"))
    listed = median(labels[0], "list", 10_000)
    rows.append(("list 10,000 labels", 250, listed and listed * 1000, " ms"))
    rows.append(("add one label", 80, one["netalias"] * 1000, " ms"))
    return rows


def measures_table(rows):
    lines = ["| work | at most | result | |", "| --- | ---: | ---: | --- |"]
    for text, most, result, unit in rows:
        digits = 2 if most < 10 else 0
        told = "not measured" if result is None else f"{result:.{digits}f}{unit}"
        verdict = "" if result is None else "reached" if result <= most else "missed"
        lines.append(f"| {text} | {most:.{digits}f}{unit} | {told} | {verdict} |")
    return lines


def machine():
    with open("/proc/cpuinfo") as info:
        model = re.search(r"model name\s*: (.*)", info.read())
    version = subprocess.check_output(["ip", "-V"], text=True).strip()
    return (f"Linux {os.uname().release}, {os.cpu_count()} × {model.group(1) if model else os.uname().machine}, "
            f"{version}, {time.strftime('%Y-%m-%d')}")


def report(bench, kinds, rows, one, more, loads):
    runs = bench.options.runs
    text = [
        "# Performance",
        "",
        "Written by `bench/peers.sh`: everything in one run, the tools in turn, each in a fresh device of a network "
        f"namespace; medians of {runs}, or of as many as are named, start of the program included. "
        "In brackets: the ratio to `ip -batch`. "
        f"{machine()}; load average {loads}.",
        "",
        "`C limit` is `bench/limit.c`, which does nothing but batch netlink messages, and counts instead of printing. "
        "A label's cost grows with the labels there are, whoever adds it: the kernel walks its list twice. "
        "A route's does not. netalias is given `" + " ".join(QUIET) + "` where it adds.",
        "",
        "![Wall time by number of aliases](performance.svg)",
    ]
    for kind, tools, sizes in kinds:
        text += ["", f"## {kind.capitalize()}"]
        for work in WORKS:
            text += ["", *table(kind, tools, sizes, work, runs)]
    text += ["", "## One alias a command", "", "| program | median |", "| --- | ---: |"]
    text += [f"| `{name}` | {duration(took)} |" for name, took in one.items()]
    text += [f"| `netalias`, one more route beside {size:,} | {duration(took)} |" for size, took in more.items()]
    text += ["", "## Measures", "", *measures_table(rows)]
    if bench.reasons:
        text += ["", "## What was not run", "", *(f"- {reason}" for reason in bench.reasons)]
    return "\n".join(text) + "\n"


def options():
    parser = argparse.ArgumentParser(prog="peers.sh")
    parser.add_argument("--netalias", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--scratch", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--quick", action="store_true", help="up to 1,000, once each; writes nothing")
    parser.add_argument("--runs", type=int, help="runs each (5; 1 with --quick)")
    parser.add_argument("--bound", type=float, default=20,
                        help="seconds for a tool at one size; three times that where a measure is about it")
    parser.add_argument("--minutes", type=float, default=10, help="after which all is run once only")
    parser.add_argument("--most-labels", type=int, default=40_000)
    parser.add_argument("--most-routes", type=int, default=1_000_000)
    parser.add_argument("--to", help="folder for performance.md and performance.svg (docs; none with --quick)")
    given = parser.parse_args()
    given.runs = given.runs or (1 if given.quick else 5)
    if given.quick:
        given.most_labels, given.most_routes = min(given.most_labels, 1000), min(given.most_routes, 1000)
    elif not given.to:
        given.to = os.path.join(os.path.dirname(HERE), "docs")
    return given


def main():
    given = options()
    bench = Bench(given)
    labels, routes = bench.label_tools(), bench.route_tools()
    label_sizes = [n for n in (100, 1000, 10_000, 40_000) if n <= given.most_labels]
    route_sizes = [n for n in (1000, 10_000, 100_000, 1_000_000) if n <= given.most_routes]
    before = os.getloadavg()[0]
    bench.measure("labels", labels, label_sizes)
    bench.measure("routes", routes, route_sizes)
    one = bench.one_alias()
    more = bench.one_more([10, given.most_routes])
    state = bench.desired_state(10_000, 100_000) if given.most_labels >= 10_000 else {}
    loads = f"{before:.1f} before, {os.getloadavg()[0]:.1f} after"
    kinds = [("labels", labels, label_sizes), ("routes", routes, route_sizes)]
    rows = measures(labels, routes, one, more) + state_measures(state)
    text = report(bench, kinds, rows, one, more, loads)
    print(text, end="")
    if given.to:
        os.makedirs(given.to, exist_ok=True)
        with open(os.path.join(given.to, "performance.md"), "w") as out:
            out.write(text)
        panels = [(f"{work} {kind}", {t.name: [(s, median(t, work, s)) for s in sizes if median(t, work, s)] for t in tools})
                  for kind, tools, sizes in kinds for work in WORKS]
        with open(os.path.join(given.to, "performance.svg"), "w") as out:
            out.write(plot.svg(panels))


main()
