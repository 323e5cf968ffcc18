"""A kernel for a run: this very Python, its own sockets, a fixed environment.

Kernels that start side by side over TCP race for free ports. Ours talk through
files in a short-lived folder of their own, wherever the system has such sockets.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import uuid
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner
from traitlets import Dict
from traitlets.config import Config

from analysis.reporting.runs.seed import Seed

FIXED = {
    "PYTHONHASHSEED": "0",  # sets in the same order: the same inputs give the same bytes
    "PYTHONDONTWRITEBYTECODE": "1",
    "MPLBACKEND": "agg",
    "OMP_NUM_THREADS": "1",  # sums in the same order; the batch uses the cores, not each kernel all of them
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "JUPYTER_PLATFORM_DIRS": "1",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "LANGUAGE": "",
    "PYTHONUTF8": "1",
}
"""Environment of every kernel."""

_PERSONAL = ("MATPLOTLIBRC", "PYTHONSTARTUP", "PYTHONINSPECT", "PYTHONWARNINGS")
"""Variables by which a person's own settings would reach a kernel."""

_SEEDS: list[Seed] = []
_STARTED: list[Any] = []
_FOLDERS: list[Path] = []


class _Warm(LocalProvisioner):
    """Makes a kernel of a seed where there is one, else starts a Python."""

    async def launch_kernel(self, cmd: list[str], **options: Any) -> Any:
        if not _SEEDS:
            return await super().launch_kernel(cmd, **options)
        seed = _SEEDS.pop()
        assert self.parent is not None
        connection = Path(self.parent.connection_file)
        seed.become(str(connection), environment=options["env"], folder=str(options.get("cwd") or Path.cwd()),
                    log=connection.with_name("kernel.log"))  # fmt: skip
        self.process, self.pid, self.pgid = seed, seed.pid, None  # type: ignore[assignment]
        return self.connection_info


def sow() -> None:
    """Copy this process, which has imported what kernels need and has one thread, for its next kernel."""
    _SEEDS.append(Seed())
    _STARTED.append(_SEEDS[-1])


def fixed_environment() -> dict[str, str]:
    """Return the environment of a kernel: this one, without what a person set up to taste."""
    return {name: value for name, value in os.environ.items() if name not in _PERSONAL} | FIXED


class RunKernelManager(AsyncKernelManager):
    """Starts the kernel of a run with this interpreter and the environment of the run."""

    run_environment: dict[str, str] = Dict().tag(config=True)  # type: ignore[assignment]

    @property
    def kernel_spec(self) -> KernelSpec:
        """Return a kernel of this interpreter, whatever kernels the user has installed."""
        return KernelSpec(
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            display_name="Python 3",
            language="python",
        )

    async def _async_pre_start_kernel(self, **options: Any) -> Any:
        if self.provisioner is None:
            self.kernel_id = self.kernel_id or uuid.uuid4().hex
            self.provisioner = _Warm(kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self)
        return await super()._async_pre_start_kernel(**options)

    async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]
        """Start the kernel with the run's environment."""
        options["env"] = fixed_environment() | self.run_environment
        with Path(self.connection_file).with_name("kernel.log").open("ab") as log:
            options |= {"stdout": log, "stderr": log}  # what a kernel says of itself is not for the terminal
            await super().start_kernel(**options)
        _STARTED.append(getattr(self.provisioner, "process", None))


class SocketFolder:
    """A folder for one kernel's sockets; on leaving the context the kernel is gone and so is the folder.

    Its path is short because a socket's address may have about 100 bytes.
    """

    def __enter__(self) -> Path:
        base = "/tmp" if Path("/tmp").is_dir() and os.access("/tmp", os.W_OK) else None  # noqa: S108
        self.path = Path(tempfile.mkdtemp(prefix="np-", dir=base))
        _FOLDERS.append(self.path)
        return self.path

    def __exit__(self, *error: object) -> None:
        abandon()


def abandon() -> None:
    """Kill the kernels of this process that still run, and remove their sockets."""
    while _STARTED:
        process = _STARTED.pop()
        if process is not None and process.poll() is None:
            process.kill()
            process.wait()
    while _FOLDERS:
        shutil.rmtree(_FOLDERS.pop(), ignore_errors=True)


def client_options(sockets: Path, environment: dict[str, str]) -> dict[str, Any]:
    """Return what a notebook client needs to start such a kernel, and to stop it whatever happens.

    Parameters
    ----------
    sockets : Path
        Folder from `SocketFolder`.
    environment : dict
        Variables for this run, on top of `FIXED`.
    """
    settings: dict[str, Any] = {
        "connection_file": str(sockets / "kernel.json"),
        "run_environment": environment,
    }
    if os.name != "nt":
        settings |= {"transport": "ipc", "ip": str(sockets / "k")}
    return {"kernel_manager_class": RunKernelManager, "config": Config({"RunKernelManager": settings})}
