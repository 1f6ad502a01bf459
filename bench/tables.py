"""Results as Markdown tables: a line a server, in the order in which they were asked for."""
import statistics

NOTHING = "–"


def size_name(size):
    burst, size = size.split("x") if "x" in size else ("1", size)
    size = f"{int(size) // 1024} KB" if int(size) >= 1024 else f"{size} B"
    return size if burst == "1" else f"{burst} × {size} at once"


def median(runs, value):
    return f"{statistics.median(map(value, runs)):.2f}"


def ratio(runs, floor, value):
    """The median of each run's ratio to the floor's run beside it."""
    return f"{statistics.median(value(a) / value(b) for a, b in zip(runs, floor)):.2f}" if floor else NOTHING


class Tables:
    def __init__(self, results, servers):
        self.results = results
        self.servers = servers

    def of(self, **wanted):
        return [result for result in self.results if all(result.get(key) == wanted[key] for key in wanted)]

    def cost(self, server, clients, size, phase="fanout"):
        """The median CPU µs a delivered message, and that of each run's ratio to the floor's run beside it."""
        runs = self.of(kind=phase, server=server, clients=clients, size=size)
        if not runs:
            return NOTHING
        floor = self.of(kind=phase, server="floor", clients=clients, size=size)
        cpu = lambda run: run["cpuUs"]
        return f"{median(runs, cpu)} · {ratio(runs, floor, cpu)}"

    def delay(self, server, clients, size, phase="fanout"):
        """Median milliseconds, and for the last client's p50 also the ratio, paired as that of the CPU."""
        runs = self.of(kind=phase, server=server, clients=clients, size=size)
        if not runs:
            return NOTHING
        floor = self.of(kind=phase, server="floor", clients=clients, size=size)
        last = lambda run: run["sentToLastUs"]["p50"] / 1000
        last99 = lambda run: run["sentToLastUs"]["p99"] / 1000
        spread = lambda run: run["firstToLastUs"]["p50"] / 1000
        return " · ".join([median(runs, last), median(runs, last99), ratio(runs, floor, last), median(runs, spread)])

    def fanout(self, rows, cell):
        heads = [f"{clients:,} clients, {size_name(size)}" for clients, size in rows]
        return self._table(heads, lambda server: [cell(server, *row) for row in rows])

    def growth(self, clients, size):
        heads = ["CPU µs a message · to the floor", "ms to the last client, p50 · p99 · p50 to the floor's · first to last", "idle"]
        cells = lambda server: [
            self.cost(server, clients, size, phase=server),
            self.delay(server, clients, size, phase=server),
            *(f"{result['percent']:.2f} %" for result in self.of(kind="idle", server=server)),
        ]  # fmt: skip
        return self._table(heads, cells)

    def idle(self):
        """% of a core, by the number of clients that are connected and get nothing."""
        counts = list(dict.fromkeys(result["clients"] for result in self.of(kind="idle", phase="fanout")))
        heads = [f"{clients:,} clients" for clients in counts]
        cells = lambda server: [
            f"{result['percent']:.2f} %" for clients in counts
            for result in self.of(kind="idle", phase="fanout", server=server, clients=clients)
        ]  # fmt: skip
        return self._table(heads, cells)

    def memory(self):
        heads = ["KB a connection", "MB in all", "KB a connection, each time after a full GC"]
        return self._table(heads, self._memory_cells)

    def _memory_cells(self, server):
        for result in self.of(kind="memory", server=server):
            connection = lambda name: f"{result[name] / 1024:.1f}" if name in result else NOTHING
            return [connection("perClient"), f"{result['total'] / 2**20:.0f}", connection("perClientCollected")]
        return []

    def heap(self):
        return "\n".join(
            f"With `-Xmx512m`, {result['clients']:,} connections: all held, {result['deliveries']:,} messages delivered, "
            f"none lost; {result['total'] / 2**20:.0f} MB resident in all."
            for result in self.of(kind="heap")
        )

    def _table(self, heads, cells_of):
        lines = ["| server | " + " | ".join(heads) + " |", "|---|" + "---|" * len(heads)]
        for name, title in self.servers.items():
            cells = cells_of(name)
            if any(cell != NOTHING for cell in cells):
                lines.append(f"| {title} | " + " | ".join(cells + [NOTHING] * (len(heads) - len(cells))) + " |")
        return "\n".join(lines)
