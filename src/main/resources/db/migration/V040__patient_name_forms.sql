-- Family names of several words have more forms by which messages name them ("Vega" of "de la Vega Santos"); they are worked
-- out again when the gateway starts, before it takes mail.
UPDATE patient SET name_keys = NULL, family_keys = NULL WHERE family_name ~ '[^[:alpha:]]';
