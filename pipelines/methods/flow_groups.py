"""The nested groups of an agreement's patient flow, as sums of groups that do not overlap."""

SUMS = {
    "inside": ("inside",),
    "all_treated": ("inside", "undetermined", "outside"),
    "treated": ("inside", "undetermined", "outside", "earlier_starter"),
    "inside_or_undetermined": ("inside", "undetermined"),
    "earlier_starter": ("earlier_starter",),
    "outside": ("outside",),
    "undetermined": ("undetermined",),
}
