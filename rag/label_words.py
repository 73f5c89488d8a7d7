"""Words of labels in other languages than English: who asks, who moderates, offices, what is no speaker."""

from __future__ import annotations

import re

from rag.scripts import is_unspaced


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


QUESTIONERS = _words(
    """PREGUNTA PREGUNTAS PERIODISTA PERIODISTAS REPORTERO REPORTERA REPORTEROS PRENSA
    FRAGE FRAGEN JOURNALISTIN JOURNALISTE JOURNALISTES PERGUNTA JORNALISTA DOMANDA GIORNALISTA
    記者 記者団 質問 質問者 問 報道 報道陣 聞き手 记者 提问 问 기자 질문"""
)
"""Labels, in capitals, that stand for whoever asks. "P." does too, where "R." answers."""

ANSWERERS = _words("RESPUESTA RESPUESTAS ANTWORT RÉPONSE RESPOSTA RISPOSTA 回答 答 回答者 答え 答弁 대답")
"""Labels that stand for whoever answers, whoever it is."""

MODERATORS = _words(
    """MODERADOR MODERADORA PRESENTADOR PRESENTADORA LOCUTOR LOCUTORA INTÉRPRETE MODERATORIN
    司会 司会者 進行 進行役 主持人 사회자"""
)

ASKING_MODERATORS = _words("MODERADOR MODERADORA PRESENTADOR PRESENTADORA 司会 司会者")

OFFICES = _words(
    """alcalde alcaldesa vicealcalde vicealcaldesa concejal concejala concejales ministro ministra presidenta
    presidente vicepresidente vicepresidenta portavoz consejero consejera secretario secretaria directora
    diputado diputada senadora gobernador gobernadora intendente intendenta moderador moderadora periodista
    ingeniero ingeniera teniente interventor interventora regidor regidora edil jefe jefa doctora"""
)
"""Spanish offices, folded, so that they never pass for a given name: "ALCALDESA RUIZ"."""

TITLES = _words(
    """ALCALDE ALCALDESA VICEALCALDE VICEALCALDESA CONCEJAL CONCEJALA MINISTRO MINISTRA PRESIDENTA PRESIDENTE
    PORTAVOZ CONSEJERO CONSEJERA SECRETARIO SECRETARIA DIRECTORA DIPUTADO DIPUTADA SENADORA GOBERNADOR
    GOBERNADORA MODERADOR MODERADORA PRESENTADOR PRESENTADORA ENTREVISTADOR ENTREVISTADORA PERIODISTA PREGUNTA
    RESPUESTA INTERVENTOR INTERVENTORA VECINO VECINA SR SRA SRTA SEÑOR SEÑORA"""
)
"""Words, in capitals, by which a label surely names a speaker."""

NEVER = _words(
    """FECHA LUGAR ASUNTO NOTA NOTAS HORA ASISTENTES DURACIÓN FUENTE RESUMEN TÍTULO IDIOMA 日時 日付 日程
    場所 会場 議題 件名 題名 題 注 注意 備考 出席者 参加者 目次 資料 概要 出典 要約 配布資料 言語"""
)
"""What heads lists and notes."""

HEADERS = {
    "fecha": "date", "lugar": "place", "título": "title", "titulo": "title", "asunto": "title",
    "fuente": "url",
    "idioma": "language", "日時": "date", "日付": "date", "開催日": "date", "場所": "place", "会場": "place",
    "題名": "title", "件名": "title", "議題": "title", "出典": "url", "言語": "language",
}  # fmt: skip
"""What a line before the first speaker tells, by its word before the colon."""

_EAST_ASIAN_TITLE = re.compile(
    r"(?:市長|副市長|町長|村長|区長|知事|大臣|総理|首相|議長|議員|委員長?|部長|課長|局長|室長|所長|院長|校長|社長|会長|理事長?"
    r"|教授|博士|先生|氏|さん|様|君|記者|司会者?|進行役?|質問者?|回答者?|聞き手|住民|市民|問|答|アナウンサー|キャスター|主持人|市长|部长)"
    r"(?:[A-ZＡ-Ｚ０-９\d一二三四五]{0,2})$"
)
_EAST_ASIAN_PART = re.compile(
    r"(?:記者団?|報道陣?|質問者?|回答者?|問|答|答え|司会者?|進行役?|聞き手|住民|市民|参加者|话者|話者|記者会見者|不明|男性|女性)"
    r"(?:[A-ZＡ-Ｚ０-９\d一二三四五]{0,2})$"
)
_LONGEST_EAST_ASIAN = 24


def has_foreign_title(label: str) -> bool:
    """Whether a label ends as Japanese ones do that name an office or a part: 田中市長, 記者."""
    return _EAST_ASIAN_TITLE.search(label.strip()) is not None


def is_foreign_part(label: str) -> bool:
    """Whether a label in another language stands for a part and no person: "P.", "RESPUESTA", 記者A."""
    plain = label.strip().upper()
    if plain in ("P.", "R.") or _EAST_ASIAN_PART.match(label.strip()):
        return True
    words = [word.strip(".:") for word in plain.split() if not word.strip("#.").isdigit()]
    return len(words) == 1 and words[0] in QUESTIONERS | ANSWERERS | MODERATORS


def is_east_asian_name(label: str) -> bool:
    """Whether a label in Japanese or Chinese is shaped like one: short, and without a sentence's marks."""
    return (
        is_unspaced(label)
        and len(label) <= _LONGEST_EAST_ASIAN
        and label.upper() not in NEVER
        and re.search(r"[。、！？「」『』]", label) is None
    )
