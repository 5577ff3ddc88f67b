package org.sealpost.inspect;

import org.jspecify.annotations.Nullable;
import org.sealpost.mail.PersonName;

/**
 * Names of people who are told of next to health content, with no title, label or practice's list to say that they are
 * patients: "can you squeeze in Priya Raman, chest pain since Monday", "412A Nguyen, 78F, CHF", "maria gonzalez says the
 * metformin gives her diarrhea". Two words of which one is known as a name, or a family name alone where staff write so.
 *
 * <p>Who treats, signs or writes is none, nor is a name on a line of its own with nothing of health right behind it, as
 * signatures have it. Names of a message that is about trade, research or software do not count.
 */
final class CareNameDetector implements Detector {

    private static final int SHORTEST = 3;
    private static final long NO_NAME = Label.OF_NUMBERS
            | Label.bits(
                    Label.BIRTH,
                    Label.CREDENTIAL,
                    Label.DOCTOR,
                    Label.TITLE,
                    Label.SALUTATION,
                    Label.SIGN_OFF,
                    Label.ORGANISATION,
                    Label.BULK,
                    Label.CLINICAL);

    private final KnownNames names;

    CareNameDetector(KnownNames names) {
        this.names = names;
    }

    @Override
    public PhiKind kind() {
        return PhiKind.NAME;
    }

    @Override
    public void find(SearchText text, Found found) {
        Words words = text.words();
        boolean health = text.terms().count() > 0;
        for (int word = text.firstOwn(); word < text.endOwn(); word++) {
            boolean small = !words.isCapitalised(word);
            if (!words.isLetters(word) || (small && !health)) {
                continue;
            }
            if (words.length(word) < 2) {
                word = withInitial(text, word, found);
                continue;
            }
            if (FileNamed.isAt(text, word)) {
                found.unlessBulk(PersonName.key(words.joined(word + 1, word + 2), words.joined(word, word + 1)));
                word++;
            } else if (RecordFields.isField(words, word)) {
                RecordFields.name(text, word, found);
            } else if (words.isCapitalised(word)) {
                if (!text.terms().covers(word) && !PlaceName.isAt(words, word)) {
                    word = capitalised(text, word, isGiven(words, word), isFamily(words, word), found);
                }
            } else if (isGiven(words, word)) {
                if (isInLowerCase(text, word)) {
                    found.unlessBulk(PersonName.key(words.joined(word, word + 1), words.joined(word + 1, word + 2)));
                    word++;
                } else if (RelatedName.isBehindRelative(text, word)) {
                    found.unlessBulk(words.joined(word, word + 1));
                }
            }
        }
    }

    /** "M. Chen", "D. Hutchens 7/9/68", "G Lindholm" next to health content. */
    private int withInitial(SearchText text, int initial, Found found) {
        Words words = text.words();
        int family = initial + 1;
        boolean name = words.isCapitalised(initial)
                && family < words.count()
                && words.isCapitalised(family)
                && ((words.gap(family) & ~Words.SPACE) == Words.FULL_STOP
                        // "G Lindholm" alone where a line begins: elsewhere a letter is a grade or a group.
                        || (words.gap(family) == Words.SPACE && (words.gap(initial) & Words.LINE_END) != 0))
                && words.gapLength(family) <= 2
                && (isFamily(words, family) || UnlistedName.isAt(text, family))
                && !PlaceName.isAt(words, family)
                && !Bystander.isAt(text, initial, new WrittenName(initial, family, family + 1, family + 1))
                && HealthNearby.isToldOf(text, initial, family + 1);
        if (name) {
            found.unlessBulk(PersonName.key(words.joined(initial, family), words.joined(family, family + 1)));
        }
        return name ? family : initial;
    }

    /** Returns the last word that was looked at. */
    private int capitalised(SearchText text, int word, boolean given, boolean family, Found found) {
        Words words = text.words();
        if (words.isCapitals(word)) {
            if (isNameInCapitals(text, word, given, family)) {
                found.unlessBulk(words.phrase(word, word + 2));
                return word + 1;
            }
        } else {
            WrittenName name = withoutTerms(text, WrittenName.at(text, word));
            if (name != null && name.hasFamily() && isFullName(text, word, name)) {
                if (!Bystander.isAt(text, word, name)
                        && !PlaceName.isAt(words, name.end() - 1)
                        && (HealthNearby.isToldOf(text, word, name.end())
                                || HealthNearby.isAllOfSubject(text, word, name.end()))) {
                    found.unlessBulk(name.key(words));
                }
                return name.end() - 1;
            }
        }
        if (LoneName.isPatient(text, word, given, family)) {
            found.unlessBulk(words.joined(word, word + 1));
        }
        return word;
    }

    /** "Yolanda Pitts BMI": what is no name at the end of a row of capitalised words. */
    @Nullable
    static WrittenName withoutTerms(SearchText text, @Nullable WrittenName name) {
        if (name == null || name.given() > name.family()) {
            return name;
        }
        int end = name.end();
        while (end > name.given() + 1
                && (text.terms().covers(end - 1) || WordSet.HEADINGS.contains(text.words(), end - 1))) {
            end--;
        }
        return end == name.end() ? name : new WrittenName(name.given(), end - 1, end, end);
    }

    private boolean isFullName(SearchText text, int first, WrittenName name) {
        Words words = text.words();
        int given = name.given();
        int last = name.familyEnd() - 1;
        if (text.terms().covers(last) || text.terms().covers(given) || words.length(last) < 2) {
            return false;
        }
        boolean family = isFamily(words, last) || isFamily(words, name.family());
        boolean everyday = WordSet.EVERYDAY.contains(words, given) || WordSet.HEADINGS.contains(words, given);
        if (isGiven(words, given)) {
            return family
                    || ((!everyday || !words.beginsSentence(given))
                            && !WordSet.HEADINGS.contains(words, last)
                            && !isTrade(words, last)
                            && !WordSet.EVERYDAY.contains(words, last)
                            && (text.labels().meaningAt(last) & NO_NAME) == 0);
        }
        boolean initial = words.length(given) == 1;
        if (!family && UnlistedName.isAt(text, last)) {
            return initial || UnlistedName.isAt(text, given);
        }
        return family
                && !WordSet.EVERYDAY.contains(words, last)
                && (initial
                        || ((!everyday || isFamily(words, given))
                                && words.length(given) > 2
                                && (text.labels().meaningAt(given) & NO_NAME) == 0))
                && first < last;
    }

    /** "Larkspur Catering", "Amber Leasing" */
    private static boolean isTrade(Words words, int word) {
        String text = words.text();
        int end = words.end(word);
        return words.length(word) > 4
                && (text.regionMatches(true, end - 3, "ing", 0, 3)
                        || text.regionMatches(true, end - 3, "ics", 0, 3)
                        || text.regionMatches(true, end - 4, "tion", 0, 4)
                        || text.regionMatches(true, end - 4, "tech", 0, 4)
                        || text.regionMatches(true, end - 4, "soft", 0, 4));
    }

    /** "HAROLD FINCH", "WHITFIELD DANA": in a text of capitals only two names that are known stand out. */
    private boolean isNameInCapitals(SearchText text, int word, boolean given, boolean family) {
        Words words = text.words();
        int next = word + 1;
        boolean pair = next < words.count()
                && words.isCapitals(next)
                && words.isLetters(next)
                && (words.gap(next) & ~(Words.SPACE | Words.COMMA)) == 0
                && words.gapLength(next) <= 2
                && ((isFamilyInCapitals(text, word, next) && isInitialBehind(words, next))
                        || (given && isFamilyInCapitals(text, next, word))
                        || (isGiven(words, next) && (family || isFamilyInCapitals(text, word, next)))
                        || (family && (words.gap(next) & Words.COMMA) != 0 && UnlistedName.isUnknown(text, next)))
                && !text.terms().covers(next)
                && !PlaceName.isAt(words, next);
        boolean other = text.labels().lastBefore(word, Label.DOCTOR.bit(), 3) >= 0
                || (text.labels().meaningAt(Math.min(next + 1, words.count())) & Label.CREDENTIAL.bit()) != 0;
        return pair
                && !other
                && (HealthNearby.isToldOf(text, word, next + 1) || HealthNearby.isAllOfSubject(text, word, next + 1));
    }

    /** "BRANNIGAN, O." */
    private static boolean isInitialBehind(Words words, int initial) {
        return words.length(initial) == 1 && (words.gap(initial) & Words.COMMA) != 0;
    }

    /** A family name beside a given one that is no everyday word; it need be on no list. */
    private boolean isFamilyInCapitals(SearchText text, int word, int given) {
        return isFamily(text.words(), word)
                || (!WordSet.EVERYDAY.contains(text.words(), given) && UnlistedName.isUnknown(text, word));
    }

    /** "maria gonzalez": both known as names and nothing else. */
    private boolean isInLowerCase(SearchText text, int given) {
        Words words = text.words();
        int family = given + 1;
        return family < words.count()
                && words.length(given) >= SHORTEST
                && words.length(family) >= SHORTEST
                && words.gap(family) == Words.SPACE
                && words.isLetters(family)
                && isFamily(words, family)
                && !isWord(words, given)
                && !isWord(words, family)
                && text.labels().lastBefore(given, Label.DOCTOR.bit(), 3) < 0
                && HealthNearby.isAt(text, given, family + 1, HealthNearby.NEAR);
    }

    private static boolean isWord(Words words, int word) {
        return WordSet.EVERYDAY.contains(words, word) || WordSet.HEADINGS.contains(words, word);
    }

    private boolean isGiven(Words words, int word) {
        return WordSet.GIVEN_NAMES.contains(words, word) || names.isGiven(words.hash(word));
    }

    private boolean isFamily(Words words, int word) {
        return WordSet.FAMILY_NAMES.contains(words, word) || names.isFamily(words.hash(word));
    }
}
