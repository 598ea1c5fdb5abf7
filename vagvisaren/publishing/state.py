"""How it stands with each website: what stops it, when it was last published, and what has changed since."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from vagvisaren import dates, start_views
from vagvisaren.editors import Redaktion
from vagvisaren.faults import enumerate_words
from vagvisaren.publishing import source
from vagvisaren.publishing.publish import live_manifest
from vagvisaren.publishing.target import Target

FEW = 5  # changed files that are named


def state(root: Path, redaktion: Redaktion, targets: dict[str, Target]) -> Iterator[str]:
    """The rows of `lage`. `targets`: where a website is published, by its id, when the editor has said it."""
    for one in start_views.läget(redaktion):
        yield one.webbplats.id
        if one.stoppas:
            what = "1 sak är inte granskad" if one.stoppas == 1 else f"{one.stoppas} saker är inte granskade"
            yield f"  Går inte att publicera än: {what}."
            yield from (f"    {v.roll}: {v.i_ord}" for v in one.väntar)
        else:
            yield "  Går att publicera: allt som visas är granskat."
        target = targets.get(one.webbplats.id)
        yield from (f"  {row}" for row in (_live(root, target) if target else _saved(root, one.webbplats.id)))


def _saved(root: Path, webbplats: str) -> Iterator[str]:
    """The last publication that git knows, and what has changed since."""
    last = source.last_published(root, webbplats)
    if last is None:
        yield "Här står inte när den publicerades senast. Skriv: lage WEBBPLATS --till MAPP för att se efter där."
        return
    commit, day = last
    yield f"Publicerad senast {dates.in_words(day)}, ändringen {commit[:9]} i git."
    yield _since(root, commit)


def _live(root: Path, target: Target) -> Iterator[str]:
    """What is shown in a target, and what has changed since."""
    manifest = live_manifest(target)
    if manifest is None:
        yield f"I {target.label} är ingenting publicerat."
        return
    until = f" Den gäller till och med {dates.in_words(manifest.bäst_före)}." if manifest.bäst_före else ""
    yield f"I {target.label} visas utgåvan {manifest.namn}, publicerad {dates.in_words(manifest.publicerad.date())}.{until}"
    if manifest.commit:
        yield _since(root, manifest.commit)


def _since(root: Path, commit: str) -> str:
    changed = source.changed_since(root, commit)
    more = f" och {len(changed) - FEW} till" if len(changed) > FEW else ""
    return f"Ändrat sedan dess: {enumerate_words(changed[:FEW])}{more}." if changed else "Ingenting i data eller docs är ändrat sedan dess."
