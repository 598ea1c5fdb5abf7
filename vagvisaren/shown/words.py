"""The words that a page may use, and what each shows. Their docstrings are the editors' reference.

A word is a noun that names what appears. It takes one argument at most.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vagvisaren.faults import nearest
from vagvisaren.records import model as m
from vagvisaren.shown import editors, plain_language_views, plan_views, posters, start_views, views
from vagvisaren.shown.views import Här
from vagvisaren.shown.word import WORDS, Argument, Word, word

# ------------------------------------------------------------------ the websites' words


@word()
def skyltar(här: Här) -> object:
    """Skyltarna med 112 och polisen, överst på en sida. Visar de lägen som har skylt."""
    return tuple(s for s in views.situationer(här) if s.situation.skylt)


@word()
def larm(här: Här) -> object:
    """Bara skylten för fara just nu, med 112."""
    return tuple(
        s for s in views.situationer(här) if s.situation.skylt and s.situation.brådska is m.Brådska.akut
    )


@dataclass(frozen=True)
class Vägvisaren:
    """The start page: plates, the post with its arms, and the places they lead to."""

    skyltar: tuple[views.VisadSituation, ...]
    lägen: tuple[views.VisadSituation, ...]


@word()
def vägvisare(här: Här) -> object:
    """Hela startsidan: skyltarna, valet mellan lägen och en första kontakt för varje läge.
    Visar de lägen som rör invånare, inte de som bara ger råd till medarbetare."""
    public = tuple(roll for roll in här.roller if roll not in m.PERSONAL)
    return Vägvisaren(
        skyltar(här),
        tuple(
            s
            for s in views.situationer(här, public)
            if not s.situation.skylt and s.situation.brådska is not m.Brådska.råd
        ),
    )


@dataclass(frozen=True)
class Lägen:
    """Situations on a page. Who does each step is said to staff only: a citizen's steps are their own."""

    lägen: tuple[views.VisadSituation, ...]
    för_personal: bool


@word(Argument.roll)
def situationer(här: Här, roll: str | None = None) -> object:
    """Läge för läge: vad man gör, vem man kontaktar och vem som ansvarar. Med en roll, till exempel
    situationer("allmänhet"), visas bara den rollens lägen, utan de som står på skyltarna."""
    return _lägen(här, roll)


def _lägen(här: Här, roll: str | None) -> Lägen:
    roller = här.roller if roll is None else tuple(r for r in m.roller((roll,)) if r in här.roller)
    lägen = (s for s in views.situationer(här, roller) if roll is None or not s.situation.skylt)
    return Lägen(tuple(lägen), bool(set(roller) & set(m.PERSONAL)))


@word()
def filter(här: Här) -> object:
    """Ett fält som visar bara de lägen som innehåller ett visst ord. Utan skript syns alla lägen."""
    return None


@word(Argument.roll)
def översikt(här: Här, roll: str | None = None) -> object:
    """En tabell över lägen: hur bråttom det är och vem du kontaktar först. Med en roll, till exempel
    översikt("personal"), visas bara den rollens lägen, utan de som står på skyltarna."""
    return _lägen(här, roll)


@word()
def stödlinjer(här: Här) -> object:
    """Alla nationella stödlinjer som får visas, grupperade efter behov. Avstängda linjer visas aldrig."""
    return views.stödlinjer(här)


@word(Argument.kontakt, obligatoriskt=True)
def kontakt(här: Här, namn: str) -> object:
    """En kontakt med alla sina uppgifter, till exempel kontakt("vägledning")."""
    return views.show_kontakt(här, namn)


@word(Argument.kontakt, obligatoriskt=True, i_text=True)
def nummer(här: Här, namn: str) -> object:
    """Bara numret, som länk, mitt i en mening: nummer("växel")."""
    return views.show_kontakt(här, namn)


@word(Argument.kontakt, obligatoriskt=True)
def ring(här: Här, namn: str) -> object:
    """Vem man ringer och numret, i korta meningar: ring("bris"). Säger också om det är gratis och om man kan vara anonym."""
    return views.show_kontakt(här, namn)


@word(Argument.text, obligatoriskt=True)
def råd(här: Här, namn: str) -> object:
    """En grupp meningar ur texter.yml som punkter, till exempel råd("tecken")."""
    return views.sentences(här, här.register.texter[namn].utsagor, här.roller)


@word()
def insatser(här: Här) -> object:
    """Kommunens insatser. Visar ingenting så länge kommunen inte har skrivit in några."""
    return här.kommun.insatser


@word()
def ansvar(här: Här) -> object:
    """Vem som publicerar sidan och vem som svarar för innehållet, som roller."""
    return views.ansvar(här)


@word()
def källor(här: Här) -> object:
    """Källorna som webbplatsens uppgifter bygger på, med datum."""
    return views.källor(här)


@word(i_text=True)
def kommun(här: Här) -> object:
    """Kommunens namn, mitt i en mening."""
    return här.kommun.namn


@word()
def tillgänglighet(här: Här) -> object:
    """Tillgänglighetsredogörelsens början: vem, vilken webbplats, hur väl den följer kraven, brister och bedömning."""
    return views.tillgänglighet(här)


@word()
def tillgänglighetsformulär(här: Här) -> object:
    """Kommunens formulär för den som hittar en brist, eller att det saknas."""
    return views.tillgänglighet(här)


@word(Argument.kontakt, obligatoriskt=True)
def affisch(här: Här, namn: str) -> object:
    """En affisch på ett A4: de två skyltarna, en kontakt i kommunen och en QR-kod till webbplatsen."""
    return posters.affisch(här, skyltar(här), namn)


# ------------------------------------------------------------------ words about the plan


@word(om_planen=True)
def plan(här: Här) -> object:
    """Planen som text: vad man vet om dess ålder, syfte, uppdrag, principer, behov och samverkan."""
    return plan_views.plan(här)


@word(om_planen=True)
def områden(här: Här) -> object:
    """Planens områden som tabell: vad som ska göras och när, vilka som gör det, vem som ansvarar, läget."""
    return plan_views.områden(här)


@word(om_planen=True)
def plantabell(här: Här) -> object:
    """Hela planens tabell för medarbetare: också indikatorer med värden, kommentarer, vår läsning
    och tidpunkter som har passerat."""
    return plan_views.områden(här)


@word(om_planen=True)
def preventionsnivåer(här: Här) -> object:
    """De tre preventionsnivåerna som en bild och i ord. Visar ingenting om planen inte har nivåer."""
    return plan_views.preventionsnivåer(här)


@word(om_planen=True)
def begrepp(här: Här) -> object:
    """Hur kommunens egen plan beskriver våldsbejakande extremism."""
    return plan_views.begrepp(här)


@word(om_planen=True)
def namnbyten(här: Här) -> object:
    """Namn i planen som är andra i dag, med båda namnen."""
    return plan_views.namnbyten(här)


@word()
def rapporter(här: Här) -> object:
    """Kommunens uppföljningsrapporter, den senaste först, som webbsida och som kalkylark."""
    return här.lokalt.rapporter


# ------------------------------------------------------------------ Redaktionen's words


@word(redaktionen=True)
def månaden(redaktion: editors.Redaktion) -> object:
    """Det som väntar den här månaden, per kommun och roll: vad som är försenat, vad som har en dag inom trettio dagar
    och hur mycket som ska granskas. Det som ska granskas räknas bara. Namnen står i listan från kontroller()."""
    return start_views.månaden(redaktion)


@word(redaktionen=True)
def läget(redaktion: editors.Redaktion) -> object:
    """För varje webbplats: går den att publicera, vad stoppar, vem kan göra något åt det och vilka språk som saknas."""
    return start_views.läget(redaktion)


@word(redaktionen=True)
def året(redaktion: editors.Redaktion) -> object:
    """Det kommande året, månad för månad: vad som ska granskas igen, börjar, slutar och blir för gammalt."""
    return start_views.året(redaktion)


@word(redaktionen=True)
def kontroller(redaktion: editors.Redaktion) -> object:
    """Det som ska granskas, per kommun och roll: växeln först, sedan de äldsta uppgifterna, sist texterna."""
    return editors.kontroller(redaktion)


@word(redaktionen=True)
def sidor(redaktion: editors.Redaktion) -> object:
    """Varje sida: till och med när den gäller, och hur mycket på den som inte är granskat."""
    return editors.sidor(redaktion)


@word(redaktionen=True)
def fragment(redaktion: editors.Redaktion) -> object:
    """Sidorna att klistra in i ett annat system, var de är inklistrade och om det som står där är aktuellt."""
    return editors.fragment(redaktion)


@word(redaktionen=True)
def frågor(redaktion: editors.Redaktion) -> object:
    """Frågorna till varje kommun: det som saknas eller saknar stöd."""
    return editors.frågor(redaktion)


@word(redaktionen=True)
def frågor_till_andra(redaktion: editors.Redaktion) -> object:
    """Frågor om de gemensamma linjerna och källorna, till dem som driver dem."""
    return editors.frågor_till_andra(redaktion)


@word(redaktionen=True)
def används(redaktion: editors.Redaktion) -> object:
    """Var allt som har ett id används: i vilka lägen, för vilka funktioner, som reserv för vad, på vilka sidor,
    i planen och på vilka webbplatser."""
    return editors.används(redaktion)


@word(redaktionen=True)
def avstängda(redaktion: editors.Redaktion) -> object:
    """Kontakter som finns i registret men inte visas någonstans, med skälet."""
    return editors.avstängda(redaktion)


@word(redaktionen=True)
def tolkningar(redaktion: editors.Redaktion) -> object:
    """Vår läsning av otydliga ställen i planerna."""
    return editors.tolkningar(redaktion)


@word(redaktionen=True)
def väntar(redaktion: editors.Redaktion) -> object:
    """Vad i planerna som väntar på vem: passerade tidpunkter, indikatorer utan värde, obedömda områden."""
    return editors.väntar(redaktion)


@word(redaktionen=True)
def klarspråk(redaktion: editors.Redaktion) -> object:
    """Hur lätt varje sida är att läsa, och de meningar som går att skriva enklare."""
    return plain_language_views.klarspråk(redaktion)


@word(redaktionen=True)
def orden(redaktion: editors.Redaktion) -> object:
    """Den här listan: orden som en sida får använda."""
    return tuple(WORDS.values())


# ------------------------------------------------------------------ checking an argument


def argument_fault(w: Word, value: str | None, här: Här | None) -> tuple[str, str] | None:
    """What is wrong with a word's argument, and what to write; None when it is right."""
    if w.om_planen and här and här.lokalt.plan is None:
        return f'Ordet "{w.namn}" visar planen, men {här.kommun.namn} har ingen.', "Ta bort sidan ur menyn, eller lägg till plan.yml."
    if value is None:
        if w.obligatoriskt:
            return f'Ordet "{w.namn}" behöver {w.argument}.', f'Skriv till exempel {{{{ {w.namn}("…") }}}}.'
        return None
    if w.argument is Argument.inget:
        return f'Ordet "{w.namn}" tar inget inom parentesen.', f"Skriv {{{{ {w.namn}() }}}}."
    if här is None:
        return None
    if w.argument is Argument.kontakt and (wrong := _not_shown(här, value)):
        return wrong
    known = set(_known(w.argument, här))
    if value not in known:
        return f'"{value}" är inte {w.argument} här.', nearest(value, known)
    return None


def _not_shown(här: Här, namn: str) -> tuple[str, str] | None:
    """Why a contact that exists cannot be named here, by itself or by its function; None when it can."""
    funktion = här.kommun.funktioner.get(namn)
    kontakt = här.kontakter.get(funktion.kontakt if funktion else namn)
    if kontakt is None or views.may_show(här, kontakt):
        return None
    if kontakt.omdöme is m.Omdöme.avstängd:
        skäl = f": {kontakt.skäl.rstrip('.')}." if kontakt.skäl else "."
        return f'"{kontakt.namn}" är avstängd{skäl}', "Välj en annan kontakt, eller ta bort ordet."
    return f'"{kontakt.namn}" är bara för yrkesverksamma, som {här.webbplats.id} inte svarar.', "Välj en annan kontakt, eller ta bort ordet."


def _known(argument: Argument, här: Här) -> Iterable[str]:
    match argument:
        case Argument.roll:
            return (*(str(roll) for roll in här.roller), *(grupp for grupp, own in m.ROLLGRUPPER.items() if set(own) & set(här.roller)))
        case Argument.kontakt:
            return (*här.kommun.funktioner, *(k.id for k in här.kontakter.values() if views.may_show(här, k)))
        case Argument.text:
            return här.register.texter
    return ()
