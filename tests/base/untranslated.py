"""The rooms whose sentences are not in all languages yet, with the reason. This list only gets shorter."""

__all__ = ["UNTRANSLATED"]

UNTRANSLATED: dict[str, str] = {
    "analyses/": "the app offers only what can be asked; met by commands and programs",
    "base/settings/": "the app writes settings that hold; met by those who edit the file",
    "base/state.py": "a disk that fails",
    "cli/": "met by those who type commands",
    "events/": "a disk that fails",
    "journeys/": "selections and patterns that people type",
    "render/": "an extra that is not installed",
    "simulator/": "met only by those who write scenarios",
}
