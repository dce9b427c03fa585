"""The progress bar of the command line."""

import time

from summarizer.batch import Progress


class Bar:
    """A progress bar on standard error: done, failed, articles a second, time left."""

    def __init__(self) -> None:
        from rich import progress
        from rich.console import Console

        self._bar = progress.Progress(
            progress.TextColumn("{task.completed:,.0f} done, {task.fields[failed]:,} failed"),
            progress.BarColumn(),
            progress.TaskProgressColumn(show_speed=False),
            progress.TextColumn("{task.fields[speed]:.1f} articles/s"),
            progress.TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task("", total=None, failed=0, speed=0.0)
        self._began = time.monotonic()

    def __enter__(self) -> None:
        self._bar.start()

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def __call__(self, progress: Progress) -> None:
        """Show how far the run is."""
        finished = progress.done + progress.failed
        now = finished - progress.resumed
        self._bar.update(
            self._task,
            total=progress.total,
            completed=finished,
            failed=progress.failed,
            speed=now / max(time.monotonic() - self._began, 0.001),
        )
