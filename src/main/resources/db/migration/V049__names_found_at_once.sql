-- Names are looked for with every message. What is imported waits, by default, in a list beside the index, which each search
-- reads from end to end, and which makes the planner read all patients of the practice instead.
ALTER INDEX patient_by_name SET (fastupdate = off);
ALTER INDEX patient_by_family SET (fastupdate = off);
SELECT gin_clean_pending_list('patient_by_name'), gin_clean_pending_list('patient_by_family');
