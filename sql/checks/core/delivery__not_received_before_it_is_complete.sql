-- A delivery is complete to a day after it came: what it says about the last days cannot be known.
select register, delivery_id from core.delivery where lead_days < 0
