"""A project is a folder with `desireline.yaml` in it."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from desireline.analyses import Analysis, Answer, Members, Result, ask
from desireline.base.errors import InputError, NotFoundError
from desireline.base.files import storage_errors, write_atomic
from desireline.base.i18n import Language
from desireline.base.settings.init import fresh_settings
from desireline.base.settings.load import FILE_NAME, load_settings
from desireline.base.settings.model import Settings
from desireline.events import EventLog
from desireline.journeys import BuildReport, Journeys, build, is_current, open_journeys
from desireline.journeys.suggest.model import Suggestion
from desireline.maps import map_from_data, open_map
from desireline.project.compacting import Compactor
from desireline.render.journey_map.model import MapView

__all__ = ["Project", "create_project", "find_project", "open_project"]

R = TypeVar("R", bound=Result)


class Project:
    """One business: its settings, its events, its journeys.

    Args:
        folder: holds `desireline.yaml`.
        settings: what that file says.
    """

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.folder = folder
        self.settings = settings
        self.log = EventLog(folder / ".desireline")
        self.compactor = Compactor(self.log)

    @property
    def name(self) -> str:
        """What the business is called."""
        return self.settings.name or self.folder.resolve().name

    @property
    def settings_file(self) -> Path:
        """Where the settings stand."""
        return self.folder / FILE_NAME

    def reload(self) -> None:
        """Read the settings again."""
        self.settings = load_settings(self.settings_file)

    def build(
        self, *, full: bool = False, compact: bool | None = None, progress: Callable[[str], None] = lambda _: None
    ) -> BuildReport:
        """Bring identities, touchpoints and the packed journeys up to date.

        Args:
            full: build anew even where nothing changed.
            compact: whether to fold the overlay back; None: only where it has grown too large.
            progress: told the name of each step.
        """
        return build(self.log, self.settings, full=full, compact=compact, progress=progress)

    def refresh(self) -> BuildReport:
        """Build, and fold what that left in an overlay back in the background."""
        report = self.build()
        if report.overlay:
            self.compactor.start()
        return report

    def is_current(self) -> bool:
        """Say whether the packed journeys hold all of the log, under the settings as they are."""
        return is_current(self.log, self.settings)

    def journeys(self) -> Journeys:
        """Open the packed journeys.

        Raises:
            NotFoundError: nothing has been built yet.
        """
        return open_journeys(self.log.folder / "journeys", self.settings)

    def ask(self, question: Analysis[R]) -> Answer[R]:
        """Answer a question.

        Example:
            >>> shop.ask(dl.Funnel(steps=["catalog", "cart"])).people("/steps/1/customers")  # doctest: +SKIP
        """
        return ask(question, self.journeys())

    def map(
        self,
        journey: str | None = None,
        *,
        language: Language | None = None,
        where: str | None = None,
        period: str | None = None,
    ) -> MapView:
        """Draw up the map of a journey type from what customers did, of a selection or a period where they are given."""
        return map_from_data(
            self.journeys(), project=self.name, journey=journey, language=language, where=where, period=period
        )

    def map_people(self, view: MapView, cell: str) -> Members:
        """Return exactly those whom a number of a map counted.

        Example:
            >>> shop.map_people(shop.map(), "/stages/0/customers")  # doctest: +SKIP
        """
        return open_map(self.journeys(), view, cell)

    def suggest(self, *, language: Language | None = None) -> Suggestion:
        """Propose touchpoints, stages, goals and dimensions from the data, each with its reason."""
        from desireline.journeys.suggest import suggest
        from desireline.journeys.suggest.statistics import name_statistics, property_statistics

        names = name_statistics(self.log, self.journeys())
        return suggest(names, property_statistics(self.log), self.settings, lang=language or self.settings.language)

    def accept(self, suggestion: Suggestion) -> None:
        """Write what is proposed into `desireline.yaml`, its comments kept.

        Raises:
            SettingsError: the file could not be edited; it is as it was.
        """
        from desireline.journeys.suggest import write_suggestion

        self.settings = write_suggestion(self.settings_file, suggestion)


def create_project(
    folder: Path, *, name: str | None = None, language: Language = "en", time_zone: str = "UTC", currency: str = "EUR"
) -> Project:
    """Make a new project folder.

    Raises:
        InputError: the folder is a project already, or is a file.
        StorageError: it may not be written.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file: name a folder")
    if (folder / FILE_NAME).exists():
        raise InputError(f"{folder} is a project already: use it, or name another folder")
    with storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    text = fresh_settings(language=language, name=name, time_zone=time_zone, currency=currency)
    write_atomic(folder / FILE_NAME, text.encode())
    return open_project(folder)


def open_project(folder: Path | str) -> Project:
    """Open a project folder.

    Raises:
        NotFoundError: the folder is no project.
        SettingsError: its settings say something that is not allowed.
    """
    path = Path(folder)
    return Project(path, load_settings(path / FILE_NAME))


def find_project(start: Path) -> Path:
    """Return the nearest folder with `desireline.yaml`, upwards from `start`.

    Raises:
        NotFoundError: there is none.
    """
    for folder in (start, *start.resolve().parents):
        if (folder / FILE_NAME).exists():
            return folder
    raise NotFoundError(
        f"there is no {FILE_NAME} in {start.resolve()} or above it: make a project with desireline init, or name one with --project DIR"
    )
