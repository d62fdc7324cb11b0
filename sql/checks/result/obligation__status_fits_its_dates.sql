-- Something is called done without a date or on a day after the cut, or late before it was due.
select agreement_id, kind, what, due_date
from result.obligation
where
    (status = 'done') <> (done_date is not null)
    or done_date > data_cut
    or (status = 'late' and due_date >= data_cut)
    or (status in ('due', 'future') and due_date < data_cut)
