"""Long work behind a server: imports, taking them back, builds. One after the other, told while it runs, kept over a restart.

`Jobs` is the room's door: it takes requests, does them in a thread, and remembers how each ended.
"""

from desireline.project.jobs.model import Job, JobOutcome, JobProblem, JobRequest, JobStep, RefusedTable, TableResult
from desireline.project.jobs.runner import Jobs

__all__ = ["Job", "JobOutcome", "JobProblem", "JobRequest", "JobStep", "Jobs", "RefusedTable", "TableResult"]
