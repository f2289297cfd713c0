"""The numbered steps by which the kept tables of an older store become those of this program.

A step is frozen once a program with it was given away: it names tables and columns as they were
then. Steps know nothing of the folded tables: these are dropped and folded anew after any step.
"""

from collections.abc import Callable, Mapping

from sqlalchemy import Connection

from vanhoa_desktop.db.migrations import step_2, step_3

Step = Callable[[Connection], None]


def fold_anew(connection: Connection) -> None:
    """The step of a format whose tables are as before, and whose fold judges otherwise."""
    del connection


# 1: the first trial versions.
# 2: receiving closes nothing (docs/decisions/0017), and what the trial versions added unnumbered.
# 3: what was received is acknowledged per installation; the fold knows what a claim is worth.
# 4: where somebody is assessed elsewhere counts by the commune's word (docs/decisions/0030).
# 5: a consent is the same whoever of the officers wrote it down.
# 6: a former office's word past its term does not stand (docs/decisions/0033).
# 7: what the commune voids is voided, also what was forked or a stopped device's.
# 8: what a control of the commune took in stands, though its writer's chain forked there since;
# what the commune took back makes no fork (docs/decisions/0035). Who counts is said once, also of
# clans too small and of who is assessed elsewhere (docs/decisions/0036).
# 9: a unit that began in good faith what the commune has elsewhere hears of it
# (docs/decisions/0037).
STEPS: Mapping[int, Step] = {
    2: step_2.run,
    3: step_3.run,
    4: fold_anew,
    5: fold_anew,
    6: fold_anew,
    7: fold_anew,
    8: fold_anew,
    9: fold_anew,
}
