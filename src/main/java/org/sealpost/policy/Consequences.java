package org.sealpost.policy;

import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** What a claim about one field says of others: a domain is the end of its address, a date is in one year. */
final class Consequences {

    /** How many patients have the address. */
    static final String PATIENTS = "patient.count";

    /** Whether several have it, or it is said to be of several. */
    private static final String SHARED = "findings.shared_address";

    private static final String STATUS = "consent.status";
    private static final Set<String> STRANGER = Set.of("not-a-patient");
    private static final int MONTHS = 12;
    private static final String HEADER = "message.header(";
    private static final Set<String> ON_RECORD =
            Set.of("patient.part2", "patient.restricted", "patient.marketing", "patient.request");
    private static final Set<String> CONSENTED = Set.of("consent.channels", "consent.purposes");

    private Consequences() {}

    static List<Claim> of(Claim claim) {
        return switch (claim.values()) {
            case Texts texts -> of(claim, texts);
            case Numbers numbers -> of(claim, numbers);
            case Answers answers -> of(claim, answers);
        };
    }

    private static List<Claim> of(Claim claim, Texts texts) {
        String subject = claim.subject();
        if (subject.equals("recipient.address") || subject.equals("sender.address")) {
            return texts.among().map(addresses -> parts(claim, addresses)).orElse(List.of());
        }
        if (subject.equals(STATUS)) {
            return patients(claim, texts);
        }
        if (subject.equals("patient.language") && !texts.has("")) {
            return patient(claim);
        }
        if (subject.equals("consent.reason") && !texts.has("")) {
            return List.of(claim.about(STATUS, Texts.among(Set.of("none"))));
        }
        if (subject.startsWith(HEADER) && !texts.has("")) {
            String name = subject.substring(HEADER.length(), subject.length() - 1);
            return List.of(claim.about(Membership.of("message.headers", name), Answers.of(Wanted.TRUE, false)));
        }
        return List.of();
    }

    /** Of addresses, the domains and what stands before them; the null path has neither. */
    private static List<Claim> parts(Claim claim, Set<String> addresses) {
        String variable = claim.subject().substring(0, claim.subject().indexOf('.'));
        UnaryOperator<String> domain = address -> address.substring(address.lastIndexOf('@') + 1);
        UnaryOperator<String> local = address -> address.substring(0, Math.max(0, address.lastIndexOf('@')));
        return List.of(
                claim.about(variable + ".domain", Texts.among(each(addresses, domain))),
                claim.about(variable + ".local_part", Texts.among(each(addresses, local))));
    }

    private static Set<String> each(Set<String> addresses, UnaryOperator<String> part) {
        return addresses.stream().map(part).collect(Collectors.toUnmodifiableSet());
    }

    private static List<Claim> of(Claim claim, Numbers numbers) {
        if (numbers.isEmpty()) {
            return List.of();
        }
        if (claim.subject().startsWith(Membership.COUNTS)) {
            return List.of(claim.about("findings.total", Numbers.atLeast(numbers.least())));
        }
        return switch (claim.subject()) {
            case PATIENTS -> known(claim, numbers);
            case "time.day" -> List.of(claim.about("time.month", monthsWith(numbers.least())));
            case "time.month" -> List.of(claim.about("time.day", Numbers.between(1, longestOf(numbers))));
            case Dates.SUBJECT -> dates(claim, numbers);
            default -> List.of();
        };
    }

    /** Whoever has a status is a patient, and so one at least. */
    private static List<Claim> patients(Claim claim, Texts statuses) {
        if (!statuses.has("not-a-patient")) {
            return List.of(claim.about(PATIENTS, Numbers.atLeast(1)));
        }
        return statuses.among().filter(STRANGER::equals).isPresent()
                ? List.of(claim.about(PATIENTS, Numbers.only(0)))
                : List.of();
    }

    /** Of whoever is no patient nothing is on record. */
    private static List<Claim> patient(Claim claim) {
        return List.of(claim.about(STATUS, Texts.except(STRANGER)), claim.about(PATIENTS, Numbers.atLeast(1)));
    }

    private static List<Claim> known(Claim claim, Numbers patients) {
        if (patients.least() >= 1) {
            Claim known = claim.about(STATUS, Texts.except(STRANGER));
            return patients.least() == 1
                    ? List.of(known)
                    : List.of(known, claim.about(SHARED, Answers.of(Wanted.TRUE, false)));
        }
        return patients.most() <= 0 ? List.of(claim.about(STATUS, Texts.among(STRANGER))) : List.of();
    }

    /** No month but some has a thirtieth or a thirty-first day. */
    private static Numbers monthsWith(long day) {
        return Numbers.of(LongStream.rangeClosed(1, MONTHS)
                .filter(month -> longest(month) >= day)
                .boxed()
                .toList());
    }

    private static long longestOf(Numbers months) {
        return LongStream.rangeClosed(1, MONTHS)
                .filter(months::has)
                .map(Consequences::longest)
                .max()
                .orElse(longest(1));
    }

    private static long longest(long month) {
        return Month.of((int) month).maxLength();
    }

    private static List<Claim> dates(Claim claim, Numbers days) {
        Optional<LocalDate> first = Dates.of(days.least());
        Optional<LocalDate> last = Dates.of(days.most());
        long from = first.map(LocalDate::getYear).orElse(Integer.MIN_VALUE);
        long to = last.map(LocalDate::getYear).orElse(Integer.MAX_VALUE);
        Claim year = claim.about("time.year", Numbers.between(from, to));
        if (first.isEmpty() || !first.equals(last)) {
            return List.of(year);
        }
        LocalDate day = first.get();
        return List.of(
                year,
                claim.about("time.month", Numbers.only(day.getMonthValue())),
                claim.about("time.day", Numbers.only(day.getDayOfMonth())),
                claim.about(
                        "time.weekday",
                        Texts.among(Set.of(day.getDayOfWeek().name().toLowerCase(Locale.ROOT)))));
    }

    /** Channels and purposes are those of a consent that is in force. */
    private static List<Claim> of(Claim claim, Answers answers) {
        if (ON_RECORD.contains(claim.subject()) && answers.isYes()) {
            return patient(claim);
        }
        boolean consented = CONSENTED.contains(Membership.collection(claim.subject()));
        return consented && answers.isYes() ? List.of(claim.about(STATUS, Texts.among(Set.of("granted")))) : List.of();
    }
}
