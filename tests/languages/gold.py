"""Questions about the Spanish and Japanese samples, with words of the passage that answers, if one does."""

from typing import NamedTuple


class Gold(NamedTuple):
    """A question, words that the right passage holds and who says them; both None where nobody answers it."""

    question: str
    words: str | None
    speaker: str | None


SPANISH = (
    Gold("¿Cuánto costará la reparación del puente?", "cuatro millones doscientos mil euros", "Elena Ruiz"),
    Gold("¿Sabía el ayuntamiento en enero que había grietas?", "Yo me enteré el domingo", "Elena Ruiz"),
    Gold("¿Habrá un autobús gratuito?", "lanzadera gratuita entre las dos orillas", "Elena Ruiz"),
    Gold("¿Por qué fallan los apoyos?", "el agua entra por las juntas", "SR. FERRER"),
    Gold("¿Va a subir la tarifa del agua?", "No vamos a subir la tarifa del agua", "Elena Ruiz"),
    Gold("cuanta gente usa la lanzadera", "dos mil setecientas personas", "Tomás Ferrer"),
    Gold("¿Cuándo se abrirá el puente según Ferrer?", "a mediados de septiembre", "Tomás Ferrer"),
    Gold("¿Cuánto costaría construir un puente nuevo?", "más de treinta millones", "Tomás Ferrer"),
    Gold("¿Qué plazo hay para presentar las solicitudes de ayuda?", "del 1 al 31 de julio", "SRA. MORENO"),
    Gold("¿Ha contestado el Gobierno regional?", "Todavía no", "SRA. MORENO"),
    Gold("¿Pueden pedir la ayuda los bares y restaurantes?", "los bares y restaurantes", "SRA. MORENO"),
    Gold("¿Quién se abstuvo en la votación?", "nos abstendremos", "SR. OCHOA"),
    Gold("¿Va a dimitir el concejal de Obras?", "No voy a hacer comentarios", "Elena Ruiz"),
    Gold("¿Cuándo se inaugura el nuevo hospital?", None, None),
    Gold("¿Qué dijo la alcaldesa sobre los incendios forestales?", None, None),
    Gold("¿Cuántos policías hay en Valdemora?", None, None),
    Gold("¿Quién ganó el partido de fútbol del domingo?", None, None),
    Gold("¿Cuál es la capital de Mongolia?", None, None),
    Gold("receta de tortilla de patatas con cebolla", None, None),
)
JAPANESE = (
    Gold("港大橋の補修費はいくらですか？", "4億2000万円", "市長"),
    Gold("一月に亀裂のことを知っていましたか？", "知りませんでした", "市長"),
    Gold("無料のバスは出ますか？", "無料の代替バス", "市長"),
    Gold("水道料金は値上げされますか？", "水道料金を値上げする考えはありません", "市長"),
    Gold("港大橋はいつ再開しますか？", "再開", None),
    Gold("代替バスの利用者は一日に何人ですか？", "2700人", "森田健一"),
    Gold("新しい橋を架けるといくらかかりますか？", "30億円以上", "森田健一"),
    Gold("支承の製作にはどれくらいかかりますか？", "九週間", "森田健一"),
    Gold("支援金の申請はいつまで受け付けますか？", "7月1日から31日", "佐伯課長"),
    Gold("県から返事はありましたか？", "まだありません", "佐伯課長"),
    Gold("飲食店は支援の対象になりますか？", "飲食店も対象", "佐伯課長"),
    Gold("棄権した理由は何ですか？", "棄権します", "大野議員"),
    Gold("土木部長の責任についてどう考えていますか？", "お答えを差し控えます", "市長"),
    Gold("新しい病院はいつ開院しますか？", None, None),
    Gold("市長は山火事について何と言いましたか？", None, None),
    Gold("港川市の警察官は何人ですか？", None, None),
    Gold("日曜日のサッカーの試合はどちらが勝ちましたか？", None, None),
    Gold("モンゴルの首都はどこですか？", None, None),
    Gold("カレーライスの作り方を教えてください", None, None),
)
