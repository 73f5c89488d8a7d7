"""Surnames that many people bear, so that a shared one proves little; and short forms of given names."""

from __future__ import annotations

COMMON_SURNAMES = frozenset(
    """smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez
    wilson anderson thomas taylor moore jackson martin lee perez thompson white harris sanchez clark
    ramirez lewis robinson walker young allen king wright scott torres nguyen hill flores green adams
    nelson baker hall rivera campbell mitchell carter roberts gomez phillips evans turner diaz parker
    cruz edwards collins reyes stewart morris morales murphy cook rogers gutierrez ortiz morgan cooper
    peterson bailey reed kelly howard ramos kim cox ward richardson watson brooks chavez wood james
    bennett gray mendoza ruiz hughes price alvarez castillo sanders patel myers long ross foster jimenez
    powell jenkins perry russell sullivan bell coleman butler henderson barnes fisher simmons graham
    wallace west jordan owens reynolds hamilton cole khan singh ali wang li zhang liu chen yang huang
    park choi jung tran pham kumar sharma gupta muller schmidt schneider fischer weber meyer wagner
    becker schulz hoffmann bernard dubois durand leroy moreau rossi russo ferrari silva santos oliveira
    souza pereira fernandez ivanov smirnov sato suzuki tanaka hansen johansen olsen larsen andersen
    nielsen jensen andersson johansson karlsson nilsson""".split()
)
"""The most frequent of the 2010 census of the United States, and some of other countries; folded."""

_SHORT_FORMS = """
alexander alex sandy; alexandra alex sandra; andrew andy drew; anthony tony; barbara barb; benjamin ben;
catherine cathy kate katie; charles charlie chuck; christopher chris; christine chris; cynthia cindy;
daniel dan danny; david dave; deborah deb debbie; dennis denny; donald don; dorothy dot; edward ed eddie
ted; elizabeth liz beth betsy eliza; emily em; eugene gene; frederick fred; gerald gerry jerry; gregory
greg; jacob jake; james jim jimmy jamie; jeffrey jeff; jennifer jen jenny; jessica jess; john jack
johnny; jonathan jon; joseph joe joey; joshua josh; katherine kate kathy katie; kathleen kathy; kenneth
ken; kimberly kim; lawrence larry; leonard len; louis lou; margaret maggie meg peggy; martin marty;
matthew matt; michael mike; nathaniel nate; nicholas nick; pamela pam; patricia pat patty trish; patrick
pat; peter pete; philip phil; rachel rach; raymond ray; rebecca becky; richard rick dick rich; robert
rob bob bobby; ronald ron; russell russ; samuel sam; samantha sam; stephen steve; steven steve; susan
sue; theodore ted; thomas tom; timothy tim; victoria vicky; vincent vince; walter walt; william will
bill billy; zachary zach"""
_SHORT = {
    (short, words[0]) for line in _SHORT_FORMS.split(";") for words in [line.split()] for short in words[1:]
}
_GIVEN = {name for pair in _SHORT for name in pair}


def same_given(one: str, other: str) -> bool:
    """Whether two given names (folded) may be one: equal, or one the short form of the other."""
    return one == other or (one, other) in _SHORT or (other, one) in _SHORT


def is_given_name(word: str) -> bool:
    """Whether a folded word is one of the given names or short forms above: it may be no surname at all."""
    return word in _GIVEN
