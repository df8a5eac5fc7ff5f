"""Jobs in the reader's language: the store keeps what went wrong as it was said, in English."""

import msgspec

from desireline.base.error_words import translated
from desireline.base.i18n import Language
from desireline.project.jobs.model import Job

__all__ = ["told"]


def told(job: Job, language: Language) -> Job:
    """Return the job with its problem, and the reasons of what was left aside, in a language."""
    problem, outcome = job.problem, job.outcome
    if problem is not None:
        problem = msgspec.structs.replace(problem, message=translated(problem.message, language))
    if outcome is not None and outcome.refused:
        refused = [msgspec.structs.replace(one, reason=translated(one.reason, language)) for one in outcome.refused]
        outcome = msgspec.structs.replace(outcome, refused=refused)
    return msgspec.structs.replace(job, problem=problem, outcome=outcome)
