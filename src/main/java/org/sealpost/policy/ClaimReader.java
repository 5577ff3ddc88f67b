package org.sealpost.policy;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the parts of conditions that no {@code &&}, {@code ||} or {@code !} divides say of fields: comparisons with constants,
 * {@code in}, {@code startsWith} and their like. Any other part is taken as a whole: it comes to one thing wherever it stands.
 */
final class ClaimReader {

    private static final Map<String, String> TURNED = Map.of("<", ">", "<=", ">=", ">", "<", ">=", "<=");

    private static final Map<String, Texts.Place> PLACES =
            Map.of("startsWith", Texts.Place.START, "endsWith", Texts.Place.END, "contains", Texts.Place.ANYWHERE);

    private static final Set<String> COUNTED = Set.of("findings.kinds", "findings.counts");
    private static final Set<String> ADDRESSES = Set.of("recipient.address", "sender.address");
    private static final Numbers FOUND = Numbers.atLeast(1);
    private static final Numbers NOT_FOUND = Numbers.only(0);

    private final RuleLists lists;
    private final Faultless faultless;
    private final Map<String, Set<String>> sets = new ConcurrentHashMap<>();

    ClaimReader(RuleLists lists) {
        this.lists = lists;
        this.faultless = new Faultless(lists);
    }

    /** Whether the evaluation of that certainly comes to a value. */
    boolean isFaultless(CelExpr expression) {
        return faultless.is(expression);
    }

    /** What is true where that part comes to that: each of these. */
    List<Claim> read(CelExpr atom, Wanted wanted) {
        Optional<Reading> reading = reading(atom);
        List<Claim> claims = new ArrayList<>();
        reading.map(read -> new Claim(read.subject(), read.values(wanted), atom, wanted))
                .ifPresent(claims::add);
        if (reading.isEmpty() || !reading.get().isAll()) {
            claims.add(new Claim(ConditionText.of(atom), Answers.of(wanted, !faultless.is(atom)), atom, wanted));
        }
        return claims;
    }

    /**
     * @param yes what the subject can be where the part is true
     * @param no where it is false
     * @param notYes where it is false or fails
     * @param notNo where it is true or fails
     * @param isAll whether the part says nothing else
     */
    private record Reading(String subject, Values yes, Values no, Values notYes, Values notNo, boolean isAll) {

        static Reading faultless(String subject, Values yes, Values no) {
            return new Reading(subject, yes, no, no, yes, true);
        }

        Values values(Wanted wanted) {
            return switch (wanted) {
                case TRUE -> yes;
                case FALSE -> no;
                case NOT_TRUE -> notYes;
                case NOT_FALSE -> notNo;
            };
        }
    }

    private Optional<Reading> reading(CelExpr atom) {
        return switch (atom.exprKind().getKind()) {
            case SELECT -> selected(atom.select());
            case CALL -> called(atom.call());
            case CONSTANT, IDENT, LIST, MAP, STRUCT, COMPREHENSION, NOT_SET -> Optional.empty();
        };
    }

    private static Optional<Reading> selected(CelExpr.CelSelect select) {
        String operand = ConditionText.of(select.operand());
        if (select.testOnly()) {
            return member(operand, select.field());
        }
        if (operand.equals("patient") && select.field().equals("known")) {
            // Variables.status says so: everyone else is a patient, or a patient's representative.
            Texts stranger = Texts.among(Set.of("not-a-patient"));
            Texts patient = Texts.except(Set.of("not-a-patient")).and(universe("consent.status"));
            return Optional.of(Reading.faultless("consent.status", patient, stranger));
        }
        return Optional.empty();
    }

    private Optional<Reading> called(CelExpr.CelCall call) {
        Optional<String> sign = ConditionWords.sign(call);
        if (call.function().equals(ConditionTree.IN)) {
            return in(call.args().get(0), call.args().get(1));
        }
        if (sign.isPresent()) {
            CelExpr one = call.args().get(0);
            CelExpr other = call.args().get(1);
            return isConstant(one)
                    ? compared(other, TURNED.getOrDefault(sign.get(), sign.get()), one)
                    : compared(one, sign.get(), other);
        }
        return Optional.ofNullable(PLACES.get(call.function())).flatMap(place -> part(call, place));
    }

    private static boolean isConstant(CelExpr expression) {
        return expression.exprKind().getKind() == Kind.CONSTANT;
    }

    private Optional<Reading> compared(CelExpr field, String sign, CelExpr constant) {
        if (isConstant(field)) {
            return Optional.empty();
        }
        Optional<String> text = ConditionTree.text(constant);
        if (text.isPresent()) {
            return compared(field, sign, text.get());
        }
        OptionalLong number = number(constant);
        if (number.isEmpty() || Numbers.compared(sign, number.getAsLong()).equals(Numbers.ALL)) {
            return Optional.empty();
        }
        Numbers yes = Numbers.compared(sign, number.getAsLong());
        return FindingCounts.kind(field)
                .map(kind -> count(kind, yes))
                .or(() -> Optional.of(of(field, yes, yes.others())));
    }

    private Optional<Reading> compared(CelExpr field, String sign, String text) {
        boolean equal = sign.equals("==");
        boolean unequal = sign.equals("!=");
        if (subject(field).equals(Dates.SUBJECT)) {
            OptionalLong day = Dates.day(text);
            if (day.isEmpty() && (equal || unequal)) {
                return Optional.of(equal ? of(field, Numbers.NONE, Numbers.ALL) : of(field, Numbers.ALL, Numbers.NONE));
            }
            return day.isPresent() ? Optional.of(dated(field, sign, day.getAsLong())) : Optional.empty();
        }
        if (!equal && !unequal) {
            return Optional.empty();
        }
        Texts is = among(subject(field), Set.of(text));
        Texts isNot = Texts.except(Set.of(text));
        return Optional.of(equal ? of(field, is, isNot) : of(field, isNot, is));
    }

    private Reading dated(CelExpr field, String sign, long day) {
        Numbers yes = Numbers.compared(sign, day);
        return of(field, yes, yes.others());
    }

    /** What may fail to be read says only half: that it failed is a claim of its own. */
    private Reading of(CelExpr field, Values yes, Values no) {
        String subject = subject(field);
        Values all = yes instanceof Numbers ? bounds(subject) : universe(subject);
        Values is = within(yes, all);
        Values isNot = within(no, all);
        return faultless.is(field)
                ? Reading.faultless(subject, is, isNot)
                : new Reading(subject, is, isNot, all, all, false);
    }

    /** Lists can be long, and most fields can be anything. */
    private static Values within(Values values, Values all) {
        return all.equals(Texts.ALL) ? values : values.and(all);
    }

    /** A field, in a spelling that is the same for everything that certainly has the same value. */
    private static String subject(CelExpr field) {
        if (field.exprKind().getKind() == Kind.CALL) {
            CelExpr.CelCall call = field.call();
            if (call.function().equals("size")) {
                return "size("
                        + subject(call.target().orElseGet(() -> call.args().getFirst())) + ")";
            }
            if (call.function().equals("header")) {
                return call.args().stream()
                        .findFirst()
                        .flatMap(ConditionTree::text)
                        .map(name -> "message.header(" + name.toLowerCase(Locale.ROOT) + ")")
                        .orElseGet(() -> ConditionText.of(field));
            }
        }
        return ConditionText.of(field);
    }

    private static Texts universe(String subject) {
        return Vocabulary.words(subject)
                .map(words -> Texts.among(Set.copyOf(words)))
                .orElse(Texts.ALL);
    }

    private static Numbers bounds(String subject) {
        return subject.startsWith("size(") ? Numbers.atLeast(0) : Vocabulary.bounds(subject);
    }

    /** Without those that the field never is. */
    private static Texts among(String subject, Set<String> texts) {
        Set<String> possible = new HashSet<>();
        texts.stream()
                .filter(text -> Vocabulary.neverIs(subject, text).isEmpty())
                .forEach(possible::add);
        return Texts.among(possible);
    }

    private Optional<Reading> in(CelExpr member, CelExpr collection) {
        Optional<String> word = ConditionTree.text(member);
        if (word.isPresent()) {
            return member(ConditionText.of(collection), word.get());
        }
        if (isConstant(member)) {
            return Optional.empty();
        }
        if (collection.exprKind().getKind() == Kind.LIST) {
            return amongWritten(member, collection.list().elements());
        }
        return lists.named(collection).map(entries -> amongListed(member, ConditionText.of(collection), entries));
    }

    private Optional<Reading> amongWritten(CelExpr member, List<CelExpr> elements) {
        Set<String> texts = new HashSet<>();
        Set<Long> numbers = new HashSet<>();
        for (CelExpr element : elements) {
            ConditionTree.text(element).ifPresent(texts::add);
            number(element).ifPresent(numbers::add);
        }
        boolean isDate = subject(member).equals(Dates.SUBJECT);
        if (elements.isEmpty() || isDate) {
            return Optional.empty();
        }
        if (elements.stream().allMatch(element -> ConditionTree.text(element).isPresent())) {
            return Optional.of(of(member, among(subject(member), texts), Texts.except(texts)));
        }
        if (elements.stream().allMatch(element -> number(element).isPresent())
                && FindingCounts.kind(member).isEmpty()) {
            Numbers yes = Numbers.of(numbers);
            return Optional.of(of(member, yes, yes.others()));
        }
        return Optional.empty();
    }

    /** Entries are looked at only until one is found that the field may be: lists can be long. */
    private Reading amongListed(CelExpr member, String list, List<String> entries) {
        Set<String> set = sets.computeIfAbsent(list, name -> Set.copyOf(entries));
        String subject = subject(member);
        boolean never = entries.stream()
                .allMatch(entry -> Vocabulary.neverIs(subject, entry).isPresent());
        if (subject.equals(Dates.SUBJECT)) {
            return new Reading(subject, Numbers.ALL, Numbers.ALL, Numbers.ALL, Numbers.ALL, false);
        }
        return of(member, Texts.among(never ? Set.of() : set), Texts.except(set));
    }

    /** That a list or map has something in it. */
    private static Optional<Reading> member(String collection, String word) {
        boolean never = Vocabulary.neverIs(collection, word).isPresent();
        if (COUNTED.contains(collection)) {
            return Optional.of(
                    Reading.faultless(Membership.COUNTS + word + "]", never ? Numbers.NONE : FOUND, NOT_FOUND));
        }
        boolean known = collection.equals("message.headers")
                || collection.equals("consent.channels")
                || collection.equals("consent.purposes");
        if (!known) {
            return Optional.empty();
        }
        Answers yes = never ? new Answers(Set.of()) : Answers.of(Wanted.TRUE, false);
        return Optional.of(Reading.faultless(Membership.of(collection, word), yes, Answers.of(Wanted.FALSE, false)));
    }

    /** A kind that there is none of is a mistake, and was said to be one. */
    private static Reading count(String kind, Numbers yes) {
        Numbers any = Numbers.atLeast(0);
        return Reading.faultless(
                Membership.COUNTS + kind + "]", yes.and(any), yes.others().and(any));
    }

    private Optional<Reading> part(CelExpr.CelCall call, Texts.Place place) {
        Optional<String> text = call.args().stream().findFirst().flatMap(ConditionTree::text);
        Optional<CelExpr> field = call.target().filter(target -> !isConstant(target));
        if (text.isEmpty() || field.isEmpty() || subject(field.get()).equals(Dates.SUBJECT)) {
            return Optional.empty();
        }
        String subject = subject(field.get());
        if (ADDRESSES.contains(subject) && place == Texts.Place.END && isDomainWithSign(text.get())) {
            return Optional.of(atDomain(subject, text.get().substring(1)));
        }
        Texts.Part part = new Texts.Part(place, text.get());
        boolean never = Vocabulary.neverHolds(subject, text.get()).isPresent();
        return Optional.of(of(field.get(), never ? Texts.among(Set.of()) : Texts.with(part), Texts.without(part)));
    }

    private static boolean isDomainWithSign(String text) {
        return text.length() > 1 && text.lastIndexOf('@') == 0;
    }

    /** What ends in {@code @} and a domain is of that domain. */
    private static Reading atDomain(String subject, String domain) {
        String field = subject.replace(".address", ".domain");
        return Reading.faultless(field, among(field, Set.of(domain)), Texts.except(Set.of(domain)));
    }

    private static OptionalLong number(CelExpr expression) {
        return expression.exprKind().getKind() == Kind.CONSTANT
                        && expression.constant().getKind() == CelConstant.Kind.INT64_VALUE
                ? OptionalLong.of(expression.constant().int64Value())
                : OptionalLong.empty();
    }
}
