"""The commonest first names and surnames in Norway: a single word that is one of them is taken for a name.

Source: Statistics Norway, names (www.ssb.no/navn), the commonest of the population; in small letters. Names
that are ordinary words of registers are left out (Per, Dag, Mai, Line, Stage, Vest).
"""

_FIRST_NAMES = """
    aage adrian aksel aleksander alexander alf amalie amanda anders andrea andreas ane anette anita anna
    anne anton arild arne arnfinn arvid asbjørn astrid aud aurora axel benjamin bente berit birger bjarne
    bjørg bjørn bjørnar bodil britt camilla cathrine cecilie charlotte christian christina christine
    christoffer daniel david edvard egil einar eirik elias elin eline elisabeth elise ella ellen else emil
    emilia emilie emma erik erling espen eva even fatima filip finn fredrik frida frode geir georg gerd
    grete gro gunn gunnar gunvor hanna hanne hans harald hege heidi helene helge henning henrik hilde
    håkon håvard ida inga inge ingeborg inger ingrid ingvild irene isak ivar jacob jakob jan janne
    jeanette jenny jens jo johan johanna johannes jon jonas jorunn josefine julie jørgen jørn karen kari
    karin karl karoline katrine ketil kim kine kirsten kjell kjersti kjetil knut kristian kristin kristina
    kristine kristoffer laila lars lasse laura leah leif lena lene leon linda linn linnea lisa lise liv
    live lucas lukas magne magnus maja malin marcus mari maria mariann marianne marie marit marius markus
    marte martha martin martine matheo mathias mathilde mats mette mia mikkel mohamed mohammad mohammed
    mona monica morten natalie nils nina noah nora oda odd oddvar ola olaf olav ole oliver olivia oscar
    oskar otto paul peder petter pål ragnar ragnhild randi rebecca reidar reidun roar robert roger rolf
    ronny roy rune ruth sander sara sebastian selma sigrid sigurd silje simen siri sissel siv sofia sofie
    solveig sondre stein steinar stian stig stine sunniva svein sverre synne synnøve tarjei terje thea
    theodor thomas tiril tobias tom tomas tommy tone tor torbjørn tord tore torgeir toril torill torstein
    tove trine trond trude trygve turid tuva ulrik unni vegard vera vetle victoria vidar viktor vilde
    wenche william yngve åge åse åshild åsne øystein øyvind
"""
FIRST_NAMES = frozenset(_FIRST_NAMES.split())

_SURNAMES = """
    aas aase aasen abrahamsen ahmed ali amundsen andersen andreassen andresen antonsen arnesen aune bakke
    bakken berg berge berger berntsen birkeland bjerke brekke bråten bøe christensen christiansen dahl
    dahle danielsen eide eidsvik eilertsen ellingsen engen eriksen evensen fjeld fossum fredriksen
    gabrielsen gulbrandsen gundersen haaland hagen halvorsen hansen hanssen hauge haugen haugland helgesen
    helland henriksen hermansen holen holm holmen hovland ingebrigtsen isaksen iversen jacobsen jakobsen
    jensen jenssen johannessen johansen johnsen jonassen jørgensen karlsen khan knudsen knutsen kolstad
    kristensen kristiansen kristoffersen larsen larssen lie lien lorentzen lund lunde løken madsen
    martinsen mathisen mikalsen mikkelsen moe moen mohammed monsen mortensen myhre myklebust ness nguyen
    nielsen nilsen nilssen nordli nordmann næss olsen ommundsen paulsen pedersen pettersen rasmussen ruud
    rønning samuelsen sandberg sandvik simonsen sivertsen skoglund solbakken solberg solheim solli stene
    strand strøm sunde svendsen sæther sørensen tangen tanner thomassen thorsen torgersen tveit ulriksen
    vik viken wang wiik åsen ødegaard ødegård østby
"""
SURNAMES = frozenset(_SURNAMES.split())
