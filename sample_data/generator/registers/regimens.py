"""Regimens as hospitals name them: number and name, and the one each substance is usually given in."""

# ATC → substance, number and name of the regimen
REGIMEN = {
    "L01FX07": ("Blinatumomab", "0911", "Blinatumomab kontinuerlig infusjon 28 døgn"),
    "L01FB01": ("Inotuzumabozogamicin", "0912", "Inotuzumab hver 3. uke"),
    "L01BB06": ("Klofarabin", "0913", "Klofarabin 5 døgn"),
    "L01CA02": ("Vinkristin", "0914", "Vinkristin ukentlig, vedlikehold måned 1"),
    "L01BA04": ("Pemetreksed", "0921", "Pemetreksed hver 3. uke (ikke-småcellet lunge)"),
    "L01XA02": ("Karboplatin", "0922", "Karboplatin/vinorelbin (ikke-småcellet lunge)"),
    "L01CD02": ("Docetaksel", "0923", "Docetaksel hver 3. uke"),
    "L01DB01": ("Doksorubicin", "0931", "Doksorubicin hver 3. uke (bløtvevssarkom)"),
    "L01CD01": ("Paklitaksel", "0932", "Paklitaksel ukentlig"),
}
OTHER_REGIMEN = ("Annet virkestoff", "0990", "Øvrig kur")
UNSPECIFIC_REGIMEN = OTHER_REGIMEN[1]
NAME = {number: name for _, number, name in (*REGIMEN.values(), OTHER_REGIMEN)}
