"""What a batch shows on a terminal: its progress, a line for each run that ended, and a summary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from analysis.reporting.runs.batch import Batch
    from analysis.reporting.runs.plan import Plan
    from analysis.reporting.runs.run import Outcome, Run


class Display:
    """Progress of a batch on a terminal; one line for each run that ended, anywhere."""

    def __init__(self) -> None:
        self.console = Console(stderr=True)
        columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn())
        self.progress = Progress(
            *columns,
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self.console,
            transient=True,
            disable=not self.console.is_terminal,
        )
        self.running: list[str] = []
        self.task: Any = None

    def __enter__(self) -> Display:
        return self

    def __exit__(self, *error: object) -> None:
        self.progress.stop()

    def planned(self, plan: Plan) -> None:
        """Say how much there is to do."""
        count = len(plan.runs)
        line = f"{count} {'report' if count == 1 else 'reports'} to write in {plan.out}"
        self.console.print(line, markup=False, highlight=False, soft_wrap=True)
        self.task = self.progress.add_task("annotating", total=count)

    def started(self, run: Run) -> None:
        """Name the runs under way."""
        self.progress.start()
        self.running.append(run.slug)
        self._name()

    def ended(self, outcome: Outcome) -> None:
        """Print the run's line."""
        if outcome.run.slug in self.running:
            self.running.remove(outcome.run.slug)
        self._name()
        self.progress.advance(self.task)
        style = {"finished": "green", "unchanged": "dim", "failed": "bold red"}[outcome.status]
        line = Text.assemble((f"{outcome.status:<9}", style), f" {outcome.run.slug}")
        if outcome.seconds:
            line.append(f"  {outcome.seconds:.1f} s", "dim")
        if outcome.error:
            line.append(f"\n          {outcome.error}")
        self.console.print(line, soft_wrap=True)

    def _name(self) -> None:
        self.progress.update(self.task, description=", ".join(self.running[:4]) or "…")


def summary(batch: Batch) -> None:
    """Print which runs failed and why, and how many ended in which way."""
    console = Console(stderr=True)
    if batch.failed:
        table = Table(title="Failed", title_justify="left", title_style="bold red")
        for name in ("report", "selection", "reason"):
            table.add_column(name, overflow="fold")
        for outcome in batch.failed:
            facts = outcome.run.facts
            table.add_row(Text(outcome.run.slug), Text(str(facts.get("selection", ""))), Text(outcome.error))
        console.print(table)
        console.print(
            f"Details: {batch.catalogue.parent / '.failed'}", markup=False, highlight=False, soft_wrap=True
        )
    counts = [f"{n} {name}" for name in ("finished", "unchanged", "failed") if (n := batch.count(name))]
    console.print(
        f"{', '.join(counts)}. Catalogue: {batch.catalogue}", markup=False, highlight=False, soft_wrap=True
    )
