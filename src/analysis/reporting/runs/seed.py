"""A copy of a warm process that waits, and becomes a kernel when it is told which.

A kernel needs seconds to import what a notebook uses. Copied from a process that has
imported it already it is there at once. The copy is made while the process has a single
thread: no lock is ever held by a thread that the copy does not have.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import traceback
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NoReturn

_DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of Linux's prctl."""


class Seed:
    """A process that is to become a kernel; as far as notebook clients ask, a `subprocess.Popen`."""

    stdin = stdout = stderr = None

    def __init__(self) -> None:
        receiver, self._sender = Pipe(duplex=False)
        self.returncode: int | None = None
        parent = os.getpid()
        self.pid = os.fork()
        if self.pid == 0:
            self._sender.close()
            _wait(receiver, parent)
        receiver.close()

    def become(self, connection: str, *, environment: dict[str, str], folder: str, log: Path) -> None:
        """Become the kernel of a connection file."""
        self._sender.send((connection, environment, folder, str(log)))
        self._sender.close()

    def poll(self) -> int | None:
        """Return the exit code, or None while the process runs."""
        return self._reap(os.WNOHANG)

    def wait(self) -> int | None:
        """Wait for the end of the process and return its exit code."""
        return self._reap(0)

    def send_signal(self, number: int) -> None:
        """Send the process a signal, if it runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End the process at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the process to end."""
        self.send_signal(signal.SIGTERM)

    def _reap(self, options: int) -> int | None:
        if self.returncode is None:
            try:
                found, status = os.waitpid(self.pid, options)
            except ChildProcessError:
                found, status = self.pid, 0
            if found:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode


def _wait(receiver: Connection, parent: int) -> NoReturn:
    """Be a seed, then a kernel, and never return into the code of the parent."""
    code = 1
    try:
        os.setsid()  # Ctrl-C on the terminal is for the batch, which ends its kernels itself
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() == parent:  # else it died before it could be promised
            connection, environment, folder, log = receiver.recv()
            _kernel(connection, environment, folder, log, parent)
        code = 0
    except EOFError:
        code = 0
    except SystemExit as ending:
        code = ending.code if isinstance(ending.code, int) else int(ending.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _kernel(connection: str, environment: dict[str, str], folder: str, log: str, parent: int) -> None:
    from ipykernel import kernelapp

    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    with Path(os.devnull).open("rb") as nothing, Path(log).open("ab") as lines:
        os.dup2(nothing.fileno(), 0)
        os.dup2(lines.fileno(), 1)
        os.dup2(lines.fileno(), 2)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
    sys.argv = ["ipykernel_launcher", "-f", connection, f"--IPKernelApp.parent_handle={parent}"]
    kernelapp.launch_new_instance()
