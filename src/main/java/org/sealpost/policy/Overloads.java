package org.sealpost.policy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says of a sign or a function that was given values of wrong kinds what it takes. */
final class Overloads {

    private static final Pattern MEMBER = Pattern.compile("(.*)\\.\\((.*)\\)");
    private static final String INDEX = "[_]";
    private static final Pattern PLAIN = Pattern.compile("\\((.*)\\)");

    private Overloads() {}

    /**
     * @param name as the compiler calls it, such as {@code _==_}
     * @param types as it names them, such as {@code (int, string)} or {@code string.(int)}
     * @param source the condition
     * @param place where the sign stands in it, or the function's parenthesis
     * @param variables what has fields, and no entries by number or name
     */
    static String explain(String name, String types, String source, int place, VariableTypes variables) {
        Matcher member = MEMBER.matcher(types);
        Matcher plain = PLAIN.matcher(types);
        List<String> given = new ArrayList<>();
        if (member.matches()) {
            given.add(member.group(1));
            given.addAll(split(member.group(2)));
        } else if (plain.matches()) {
            given.addAll(split(plain.group(1)));
        }
        String sign = sign(name);
        Sides sides = new Sides(source, place, sign.equals(INDEX) ? "[" : sign);
        return "`" + sign + "` cannot be applied to " + joined(given)
                + hint(sign, given, sides, variables).map(hint -> ": " + hint).orElse("");
    }

    /** What stands before and behind a sign. */
    private record Sides(String before, String behind) {

        private static final String QUOTES = "\"'";

        Sides(String source, int place, String sign) {
            this(
                    source.substring(0, place).strip(),
                    source.substring(Math.min(source.length(), place + sign.length()))
                            .strip());
        }

        boolean hasQuotes() {
            return (!before.isEmpty() && QUOTES.indexOf(before.charAt(before.length() - 1)) >= 0)
                    || (!behind.isEmpty() && QUOTES.indexOf(behind.charAt(0)) >= 0);
        }

        boolean has(String field) {
            return before.endsWith(field) || behind.startsWith(field);
        }
    }

    private static Optional<String> hint(String sign, List<String> given, Sides sides, VariableTypes variables) {
        boolean list = given.stream().anyMatch(Overloads::isList);
        boolean text = given.contains("string");
        if (given.contains("int") && given.contains("double")) {
            return Optional.of("write a whole number");
        }
        return switch (sign) {
            case "in" ->
                given.size() == 2 && given.get(1).equals("string")
                        ? Optional.of("write a list, such as [\"a\", \"b\"], or ask whether a text has another in it by"
                                + " text.contains(\"…\")")
                        : Optional.empty();
            case "==", "!=" ->
                list && text
                        ? Optional.of("ask whether a list has a text in it by `in`")
                        : text && given.contains("int")
                                ? Optional.of(textAndNumber(sides))
                                : text && given.contains("bool")
                                        ? Optional.of("write true or false without quotes")
                                        : Optional.empty();
            case "<", "<=", ">", ">=" ->
                text && given.contains("int") ? Optional.of(textAndNumber(sides)) : Optional.empty();
            case "&&", "||" ->
                text
                        ? Optional.of("repeat what each text is compared with, or write `in [\"a\", \"b\"]`")
                        : Optional.empty();
            case "!" -> Optional.of("put what is denied into parentheses, as in !(a == b)");
            case "contains", "startsWith", "endsWith", "matches" ->
                !given.isEmpty() && isList(given.getFirst())
                        ? Optional.of("ask whether a list has a text in it by `text in list`")
                        : given.size() == 2 && given.stream().allMatch("string"::equals)
                                ? Optional.of(
                                        "write the first text before a dot, as in message.subject." + sign + "(\"…\")")
                                : Optional.empty();
            case "header" -> Optional.of("write message.header(\"…\")");
            case INDEX ->
                variables.variables().containsKey(given.getFirst())
                        ? Optional.of("write a dot before the name, as in " + given.getFirst() + "."
                                + sides.behind().replaceFirst("^\\W*", "").replaceFirst("(?s)\\W.*", ""))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static String textAndNumber(Sides sides) {
        return sides.hasQuotes()
                ? "write a number without quotes"
                : sides.has("time.date")
                        ? "write the date in quotes, as in \"2026-01-05\""
                        : sides.has("time.weekday")
                                ? "write the day's name in quotes, as in \"monday\""
                                : "write a text in quotes";
    }

    private static boolean isList(String type) {
        return type.startsWith("list(");
    }

    /** Types that stand in a row; those of a list or map have parentheses of their own. */
    private static List<String> split(String types) {
        List<String> split = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < types.length(); i++) {
            char c = types.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                split.add(types.substring(start, i).strip());
                start = i + 1;
            }
        }
        String last = types.substring(start).strip();
        if (!last.isEmpty()) {
            split.add(last);
        }
        return split;
    }

    private static String joined(List<String> types) {
        List<String> words = types.stream().map(Overloads::words).toList();
        return words.isEmpty() ? "nothing" : String.join(" and ", words);
    }

    /** A type in words. */
    static String words(String type) {
        return switch (type) {
            case "string" -> "a text";
            case "int", "uint", "double" -> "a number";
            case "bool" -> "yes or no";
            default -> isList(type) ? "a list" : type.startsWith("map") ? "a map" : "`" + type + "`";
        };
    }

    /** {@code _==_} is the compiler's name of {@code ==}. */
    private static String sign(String name) {
        return name.equals("@in") ? "in" : name.replace("_", "").isEmpty() ? name : name.replaceAll("^_|_$", "");
    }
}
