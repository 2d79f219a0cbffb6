"""Write protected addresses into many packs of prose and count those that still name theirs.

Run: python -m benchmarks.packs --packs 5000
"""

import argparse
import time

from concord.engines.documents.protected import candidates, keys_of, without
from tests.engines.packs import a_pack, names


def main() -> None:
    """Print how many packs were made and how many of them leaked."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--packs", type=int, default=5000)
    count = words.parse_args().packs
    leaks, began = [], time.perf_counter()
    for seed in range(count):
        address, text, written = a_pack(seed)
        keys = keys_of(*address)
        found = [one for one in candidates(text) if one.key in keys]
        if names(without(text, found), written):
            leaks.append(seed)
    seconds = time.perf_counter() - began
    print(f"{count} packs in {seconds:.1f} s, {len(leaks)} leaked {leaks[:10]}")
    raise SystemExit(1 if leaks else 0)


if __name__ == "__main__":
    main()
