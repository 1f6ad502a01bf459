"""Processes: every one that is started here is ended, by its id, however the script ends."""
import os
import socket
import subprocess
import time
from pathlib import Path

END_SECONDS = 10
START_SECONDS = 60
_started = []


def start(command, core, **options):
    if core is not None:
        command = ["taskset", "-c", str(core), *command]
    # Signals from the terminal are for the script, which ends the others; a kill of it is theirs too.
    command = ["setpriv", "--pdeathsig", "TERM", *command]
    process = subprocess.Popen(command, start_new_session=True, **options)
    _started.append(process)
    return process


def end(process):
    process.terminate()
    try:
        process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    _started.remove(process)


def end_all():
    for process in _started:
        process.terminate()
    for process in list(_started):
        end(process)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port):
    """Until somebody listens there."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            if time.monotonic() > deadline:
                raise RuntimeError(f"nobody listens on port {port} after {START_SECONDS} s") from None
            time.sleep(0.1)


def with_children(pid):
    return [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]


def cpu_seconds(pid):
    """User and system time of a process with all its threads, also those that have ended, to the nanosecond."""
    return time.clock_gettime(~pid << 3 | 2)  # the clock that clock_getcpuclockid(3) makes of a process id


def resident_bytes(pid):
    """What it holds of the memory, pages that it shares by its share (PSS)."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError(f"no smaps_rollup of {pid}")


def machine():
    cpu = "a CPU of unknown make"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            cpu = line.split(":")[1].strip()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    java = subprocess.run(["java", "-version"], capture_output=True, text=True).stderr.splitlines()
    return f"{cpu}, {os.cpu_count()} cores, {memory:.0f} GB; Linux {os.uname().release}; {java[1] if java[1:] else java}"
