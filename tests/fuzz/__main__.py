"""`python3 dev.py fuzz [SECONDS] [SEED]`: mutate bundles for so long; exit code 1 for a find.

A find is written to tests/fuzz/corpus/ with its seed, and is tried by every test run from then on.
"""

import argparse
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from tests.bundles.hostile.ground import prepare_ground
from tests.fuzz.mutations import mutated_archive
from tests.fuzz.target import Target
from vanhoa_desktop.services.exchange.held_view import StoreHeldState

CORPUS = Path(__file__).resolve().parent / "corpus"
DEFAULT_SECONDS = 60


def fuzz(target: Target, seconds: float, seed: int) -> tuple[Counter[str], int]:
    """Try seeds from `seed` on; how often which code came, and how many finds there were."""
    codes: Counter[str] = Counter()
    finds = 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        chance = random.Random(seed)
        archive = mutated_archive(chance.choice(target.drafts), chance)
        try:
            codes[target.open(archive)] += 1
        except Exception:  # noqa: BLE001 - that is what we are looking for
            finds += 1
            (CORPUS / f"find-{seed}.zip").write_bytes(archive)
            sys.stdout.write(f"seed {seed}\n{traceback.format_exc()}\n")
        seed += 1
    return codes, finds


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="dev.py fuzz")
    parser.add_argument("seconds", type=float, nargs="?", default=DEFAULT_SECONDS)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ground = prepare_ground(Path(folder))
        with (
            ground.offices.commune.open(writing=False) as session,
            session.database.reading() as reading,
        ):
            target = Target(StoreHeldState(session, reading), ground.drafts)
            codes, finds = fuzz(target, asked.seconds, asked.seed)
    for code, count in codes.most_common():
        sys.stdout.write(f"{count:8d}  {code}\n")
    sys.stdout.write(f"{sum(codes.values())} bundles from seed {asked.seed}, {finds} finds\n")
    return 1 if finds else 0


if __name__ == "__main__":
    sys.exit(main())
