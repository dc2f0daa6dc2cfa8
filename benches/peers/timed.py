"""timed.py LIMIT_SECONDS LOG COMMAND...: runs a command; prints its time on the clock, of the processors, peak memory and exit code as JSON.

The output of the command goes to LOG. A command that runs longer than the limit is ended (exit code null).
"""

import json
import os
import subprocess
import sys
import threading
import time


def main():
    limit, log, command = float(sys.argv[1]), sys.argv[2], sys.argv[3:]
    with open(log, "ab") as output:
        begin = time.monotonic()
        child = subprocess.Popen(command, stdout=output, stderr=output)
        too_long = threading.Event()

        def end():
            too_long.set()
            child.kill()

        timer = threading.Timer(limit, end)
        timer.start()
        # Unlike Popen.wait, wait4 tells what this one child used.
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.monotonic() - begin
        timer.cancel()
    code = None if too_long.is_set() else os.waitstatus_to_exitcode(status)
    used = usage.ru_utime + usage.ru_stime
    print(json.dumps({"seconds": seconds, "cpu_seconds": used, "peak_kb": usage.ru_maxrss, "code": code}))


main()
