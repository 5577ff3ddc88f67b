package org.sealpost.policy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Optional;
import java.util.Set;

/** Says what was meant by a field of something that has none: of a list, of a text, of a number. */
final class ConditionSelection {

    private static final Pattern FIELDLESS = Pattern.compile("type '(.*)' does not support field selection.*");
    private static final String OPERAND = "([A-Za-z_][A-Za-z0-9_.]*(?:\\[[^\\]]*\\][A-Za-z0-9_.]*)*)";
    private static final String DOT = "\\s*\\.\\s*";
    private static final Pattern BEFORE = Pattern.compile("(?s)^.*?" + OPERAND + "\\s*$");
    private static final Pattern FIELD = Pattern.compile("^" + DOT + "([A-Za-z_][A-Za-z0-9_]*)");

    /** Of what stands within {@code has}, the compiler tells its parenthesis only. */
    private static final Pattern WITHIN =
            Pattern.compile("^\\(\\s*" + OPERAND + DOT + "([A-Za-z_][A-Za-z0-9_]*)\\s*\\)");

    private ConditionSelection() {}

    /**
     * The fault at the field's name, in words.
     *
     * @param functions the functions that are known
     * @return nothing when it is another fault
     */
    static Optional<ConditionCompiler.Fault> explain(
            String source, ConditionCompiler.Fault fault, Set<String> functions) {
        Matcher fieldless = FIELDLESS.matcher(fault.text());
        if (!fieldless.matches()) {
            return Optional.empty();
        }
        String type = fieldless.group(1);
        int place = ConditionName.index(source, fault);
        String rest = source.substring(place);
        Matcher within = WITHIN.matcher(rest);
        if (within.find()) {
            return Optional.of(ConditionName.at(
                    source, place + within.start(2), words(type, within.group(1), within.group(2), functions)));
        }
        Matcher field = FIELD.matcher(rest);
        Matcher before = BEFORE.matcher(source.substring(0, place));
        if (!field.find()) {
            return Optional.of(ConditionName.at(source, place, Overloads.words(type) + " has no fields"));
        }
        String operand = before.find() ? before.group(1) : "";
        return Optional.of(
                ConditionName.at(source, place + field.start(1), words(type, operand, field.group(1), functions)));
    }

    private static String words(String type, String operand, String field, Set<String> functions) {
        if (type.equals("type(" + VariableTypes.ATTACHMENT.name() + ")")) {
            return "there is no one attachment: ask of each, as in attachments.exists(e, e." + field + " == …)";
        }
        String shown = operand.isEmpty() ? "x" : operand;
        String what = (operand.isEmpty() ? "this" : "`" + operand + "`") + " is " + Overloads.words(type);
        boolean list = type.startsWith("list");
        // Behind a list the field of an entry or an entry itself is meant; only its size is a function's.
        Optional<String> function = Spelling.meant(field, functions).filter(name -> !list || field.equals("size"));
        if (function.isPresent()) {
            return what + " and has no fields: a function has parentheses, as in "
                    + (function.get().equals("size") ? "size(" + shown + ")" : shown + "." + function.get() + "(…)");
        }
        if (type.equals("list(" + VariableTypes.ATTACHMENT.name() + ")")) {
            return what + ": ask of each entry, as in " + shown + ".exists(e, e." + field + " == …)";
        }
        return list
                ? what + ": ask whether it has an entry, as in \"" + (functions.contains(field) ? "…" : field)
                        + "\" in " + shown
                : what + " and has no fields";
    }
}
