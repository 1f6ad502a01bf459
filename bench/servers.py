"""The servers that are measured. Each relays the events of the reader's feed to the reader's clients."""
import json
import os
import platform
import shutil
import subprocess
import time
from pathlib import Path

import processes

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
WORK = ROOT / "target" / "bench"
JAR = ROOT / "target" / "blockrelay.jar"
PEERS = HERE / "peers"
FEED = "/ws/blocks"

# Between the events, for what a server does after it has sent them.
PAUSE_US = 1000
SETTLE_SECONDS = 1


class Missing(Exception):
    """Why a server cannot run here."""


class Server:
    """A server at work, and the reader that is its feed and its clients."""

    title = ""
    collects = False  # whether it is a JVM

    def __init__(self, name, cores):
        self.name = name
        self.clients = 0
        self.port = processes.free_port()
        self.feed = processes.free_port()
        self.log = open(WORK / f"{name}.log", "w")
        reader = [WORK / "reader", str(self.feed)]
        self.reader = processes.start(
            reader, cores[1], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True
        )
        self.hear()
        self.process = processes.start(self.command(), cores[0], stdout=self.log, stderr=self.log)

    @classmethod
    def prepare(cls):
        """Installs what it needs, or raises Missing."""

    def command(self):
        raise NotImplementedError

    def hear(self):
        line = self.reader.stdout.readline()
        answer = json.loads(line) if line else {"error": "its reader has ended"}
        if "error" in answer:
            raise RuntimeError(f"{self.name}: {answer['error']}; see {self.log.name}")
        return answer

    def tell(self, command):
        try:
            self.reader.stdin.write(command + "\n")
            self.reader.stdin.flush()
        except BrokenPipeError:
            pass  # it has ended, and hear says so
        return self.hear()

    def connect(self, clients):
        self.clients += clients
        self.all_connected(self.tell(f"connect {clients} {self.port} {FEED}"))
        time.sleep(SETTLE_SECONDS)

    def all_connected(self, answer):
        if answer["open"] < self.clients:
            raise RuntimeError(f"{self.name}: {answer['open']} of {self.clients} clients connected; see {self.log.name}")

    def events(self, count, size, pause_us=PAUSE_US):
        """So many events, or bursts of them, each after the one before has reached everybody."""
        burst, size = size.split("x") if "x" in size else (1, size)
        before = self.cpu_seconds()
        result = self.tell(f"events {count} {size} {burst} {pause_us}")
        result["cpuUs"] = (self.cpu_seconds() - before) * 1e6 / max(1, result["deliveries"])
        if result["lost"] or result["repeated"]:
            raise RuntimeError(f"{self.name}: {result['lost']} lost, {result['repeated']} repeated; see {self.log.name}")
        self.all_connected(result)
        return result

    def cpu_seconds(self):
        return sum(processes.cpu_seconds(pid) for pid in processes.with_children(self.process.pid))

    def resident_bytes(self):
        return sum(processes.resident_bytes(pid) for pid in processes.with_children(self.process.pid))

    def collected_bytes(self):
        subprocess.run(["jcmd", str(self.process.pid), "GC.run"], check=True, stdout=subprocess.DEVNULL)
        time.sleep(SETTLE_SECONDS)
        return self.resident_bytes()

    def close(self):
        processes.end(self.reader)  # first, or a relay takes its time to send the clients away
        processes.end(self.process)
        self.log.close()


class Floor(Server):
    title = "C, a `send()` a message: the floor"

    def command(self):
        return [WORK / "floor", str(self.port), str(self.feed)]


class JoinedFloor(Server):
    title = "C, all events at hand in one `send()`"

    def command(self):
        return [WORK / "floor", str(self.port), str(self.feed), "joined"]


class Relay(Server):
    """As shipped, but for the budget, and that the silence between two rows is no upstream's failure."""

    title = "**blockrelay**"
    collects = True
    java = []
    options = []
    settings = ["edge.host=127.0.0.1", "edge.connections=20000", "ingest.stallAfter=1h"]

    def command(self):
        source = f"ws://127.0.0.1:{self.feed}{FEED}"
        settings = [word for setting in self.settings for word in ("--set", setting)]
        relay = ["-jar", JAR, "start", "--port", str(self.port), "--sync-source", source]
        # A name of its own, so that it joins no cluster that is there.
        return ["java", *self.java, *relay, *self.options, "--set", f"cluster.name=bench-{self.port}", *settings]


class ClusteredRelay(Relay):
    title = "blockrelay with `--cluster`, one node"
    options = ["--cluster"]


class SmallRelay(Relay):
    title = "blockrelay with `-Xmx512m`"
    java = ["-Xmx512m"]


class Edges(Relay):
    """A cluster: a node that ingests, and edges that share the clients evenly."""

    edges = 1
    options = ["--cluster", "--roles", "ingest,registry"]

    def __init__(self, name, cores):
        super().__init__(name, cores)
        self.ports = [processes.free_port() for _ in range(self.edges)]
        self.nodes = [
            processes.start(self.edge(port), cores[0], stdout=self.log, stderr=self.log) for port in self.ports
        ]

    def edge(self, port):
        words = [str(word) for word in self.command()]
        words[words.index("--port") + 1] = str(port)
        words[words.index("ingest,registry")] = "edge"
        return words

    def connect(self, clients):
        for port in self.ports:
            processes.wait_for(port)
            self.clients += clients // self.edges
            self.all_connected(self.tell(f"connect {clients // self.edges} {port} {FEED}"))
        time.sleep(SETTLE_SECONDS)

    def cpu_seconds(self):
        return super().cpu_seconds() + sum(processes.cpu_seconds(node.pid) for node in self.nodes)

    def close(self):
        processes.end(self.reader)
        for node in self.nodes:
            processes.end(node)
        processes.end(self.process)
        self.log.close()


class OneEdge(Edges):
    title = "1 edge"


class TwoEdges(Edges):
    title = "2 edges"
    edges = 2


class FourEdges(Edges):
    title = "4 edges"
    edges = 4


class ChannelGroup(Server):
    title = "Netty `ChannelGroup`, epoll"
    collects = True

    @classmethod
    def prepare(cls):
        run(["javac", "-cp", JAR, "-d", WORK / "classes", PEERS / "Group.java"])

    def command(self):
        return ["java", "-cp", f"{JAR}:{WORK}/classes", "Group", str(self.port), str(self.feed)]


class NodeWs(Server):
    title = "Node `ws`"
    program = "ws.js"

    @classmethod
    def prepare(cls):
        if not shutil.which("node"):
            raise Missing("node is missing")
        for name in ("package.json", "ws.js", "uws.js"):
            shutil.copy(PEERS / name, WORK)
        if not (WORK / "node_modules").exists():
            quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
            run(["npm", "install", "--prefix", WORK, *quiet])

    def command(self):
        return ["node", WORK / self.program, str(self.port), str(self.feed)]


class MicroWebSockets(NodeWs):
    title = "uWebSockets.js"
    program = "uws.js"

    @classmethod
    def prepare(cls):
        super().prepare()
        # Without arguments it ends when its binary is loaded, which there is for some systems and versions of Node only.
        run(["node", WORK / "uws.js"])


class Nchan(Server):
    """Unpacked from Debian's packages, not installed: an installed nginx is a running one."""

    title = "nginx nchan"
    unpacked = WORK / "nginx"
    # Its packaged folder for temporary files must be there, whatever the configuration says; so it is, for it alone.
    alone = ["unshare", "--mount"] if os.getuid() == 0 else ["unshare", "--mount", "--map-root-user"]
    with_folder = 'mount -t tmpfs none /var/lib && mkdir /var/lib/nginx && exec "$0" "$@"'

    @classmethod
    def prepare(cls):
        if not (cls.unpacked / "usr/sbin/nginx").exists():
            download = ["apt-get", "-qq", "download", "nginx", "libnginx-mod-nchan"]
            debs = WORK / "debs"
            debs.mkdir(exist_ok=True)
            try:
                run(download, cwd=debs)
            except Missing:  # until its lists are fetched, apt knows no package
                run(["apt-get", "-qq", "update"])
                run(download, cwd=debs)
            for deb in debs.glob("*.deb"):
                run(["dpkg-deb", "-x", deb, cls.unpacked])
        run([*cls.nginx(processes.free_port()), "-t"])

    def command(self):
        return self.nginx(self.port)

    @classmethod
    def nginx(cls, port):
        modules = cls.unpacked / "usr/lib/nginx/modules"
        config = WORK / "nginx.conf"
        config.write_text((PEERS / "nginx.conf").read_text().format(modules=modules, work=WORK, port=port))
        return [*cls.alone, "sh", "-c", cls.with_folder, cls.unpacked / "usr/sbin/nginx", "-e", "stderr", "-c", config]

    def connect(self, clients):
        super().connect(clients)
        self.tell(f"post {self.port} /publish")


SERVERS = {
    "floor": Floor,
    "floor-joined": JoinedFloor,
    "relay": Relay,
    "relay-cluster": ClusteredRelay,
    "uws": MicroWebSockets,
    "nchan": Nchan,
    "group": ChannelGroup,
    "ws": NodeWs,
}


# Clusters of several processes, measured one after the other.
GROWTH = {"edges-1": OneEdge, "edges-2": TwoEdges, "edges-4": FourEdges}


def run(command, **options):
    if not shutil.which(command[0]):
        raise Missing(f"{command[0]} is missing")
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or ["it failed"]
        raise Missing(f"{Path(command[0]).name}: {said[-1]}")


def build():
    """The C programs; raises Missing for what nothing works without."""
    for tool in ("gcc", "java", "taskset", "setpriv"):
        if not shutil.which(tool):
            raise Missing(f"{tool} is missing")
    if platform.system() != "Linux":
        raise Missing("it needs Linux, for epoll and /proc")
    if not JAR.exists():
        raise Missing(f"{JAR} is missing: mvn -q package -DskipTests")
    WORK.mkdir(parents=True, exist_ok=True)
    for program in ("reader", "floor"):
        run(["gcc", "-O2", "-Wall", "-Wextra", "-o", WORK / program, HERE / f"{program}.c"])
