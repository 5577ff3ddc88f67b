package org.sealpost.policy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.cel.common.CelIssue;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Says in the words of docs/rules.md what the CEL compiler found wrong with a condition. */
final class ConditionFaults {

    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");
    private static final Pattern UNDEFINED = Pattern.compile("undefined field '([^']*)'.*");
    private static final Pattern OVERLOAD =
            Pattern.compile("(?s)found no matching overload for '([^']*)' applied to '([^']*)'.*");
    private static final Pattern HAS = Pattern.compile("invalid argument to has\\(\\) macro.*");
    private static final Pattern NO_NAME = Pattern.compile("The argument must be a simple name.*");
    /** Of what Java makes of the digits. */
    private static final Pattern TOO_LARGE = Pattern.compile("For input string: \"-?[0-9a-fA-FxXuU]+\".*");

    private static final Pattern OPERAND = Pattern.compile("(?s).*?([A-Za-z_][A-Za-z0-9_]*)\\s*\\.?\\s*");

    private static final Set<String> THROUGH_ENTRIES = Set.of("exists", "exists_one", "all", "filter", "map");
    private static final String HAS_A_FIELD = "`has` takes a field, as in has(patient.language)";

    /** What the compiler knows by the number and form of what stands in parentheses, and else not at all. */
    private static final Map<String, String> MACROS = Map.of(
            "has", HAS_A_FIELD,
            "exists", each("exists", "condition", "a.name == \"x\""),
            "exists_one", each("exists_one", "condition", "a.name == \"x\""),
            "all", each("all", "condition", "a.name == \"x\""),
            "filter", each("filter", "condition", "a.name == \"x\""),
            "map", each("map", "value", "a.name"));

    private static final Set<String> TRUE = Set.of("true", "yes", "on");
    private static final Set<String> FALSE = Set.of("false", "no", "off");

    private static final Set<String> FUNCTIONS = Set.of(
            "header",
            "startsWith",
            "endsWith",
            "contains",
            "matches",
            "size",
            "has",
            "all",
            "exists",
            "exists_one",
            "filter",
            "map",
            "lowerAscii",
            "upperAscii",
            "trim",
            "replace",
            "split",
            "join",
            "substring",
            "indexOf",
            "lastIndexOf",
            "charAt",
            "int",
            "string",
            "double",
            "bool",
            "type");

    private final VariableTypes types;

    ConditionFaults(VariableTypes types) {
        this.types = types;
    }

    /** Each issue at its place in the condition; of one that is not CEL, the first tells all. */
    List<ConditionCompiler.Fault> explain(String source, List<CelIssue> issues) {
        return issues.stream()
                .filter(issue -> ConditionSyntax.isSyntax(issue.getMessage()))
                .findFirst()
                .map(issue -> List.of(ConditionSyntax.explain(source, at(issue, issue.getMessage()))))
                .orElseGet(() -> issues.stream()
                        .map(issue -> at(issue, issue.getMessage()))
                        .filter(issue -> !namesAnEntry(issue, issues))
                        .map(issue -> ConditionSelection.explain(source, issue, FUNCTIONS)
                                .orElseGet(() -> at(
                                        atName(source, issue),
                                        text(source, issue.line(), issue.column(), issue.text()))))
                        .distinct()
                        .toList());
    }

    /** Whether a name is unknown only because what goes through the entries of a list was written without it. */
    private boolean namesAnEntry(ConditionCompiler.Fault fault, List<CelIssue> issues) {
        Matcher unknown = UNDECLARED.matcher(fault.text());
        return unknown.matches()
                && !FUNCTIONS.contains(unknown.group(1))
                && Spelling.meant(unknown.group(1), types.variables().keySet()).isEmpty()
                && issues.stream()
                        .map(issue -> UNDECLARED.matcher(issue.getMessage()))
                        .anyMatch(other -> other.matches() && THROUGH_ENTRIES.contains(other.group(1)));
    }

    private static ConditionCompiler.Fault at(CelIssue issue, String text) {
        int line = Math.max(1, issue.getSourceLocation().getLine());
        int column = Math.max(0, issue.getSourceLocation().getColumn());
        return new ConditionCompiler.Fault(line, column, text);
    }

    private static ConditionCompiler.Fault at(ConditionCompiler.Fault fault, String text) {
        return new ConditionCompiler.Fault(fault.line(), fault.column(), text);
    }

    private static ConditionCompiler.Fault atName(String source, ConditionCompiler.Fault issue) {
        Matcher undefined = UNDEFINED.matcher(issue.text());
        if (undefined.matches()) {
            return ConditionName.ofField(source, issue, undefined.group(1));
        }
        for (Pattern pattern : List.of(UNDECLARED, OVERLOAD)) {
            Matcher function = pattern.matcher(issue.text());
            if (function.matches()) {
                return ConditionName.ofFunction(source, issue, function.group(1));
            }
        }
        return issue;
    }

    private String text(String source, int line, int column, String message) {
        Matcher undeclared = UNDECLARED.matcher(message);
        if (undeclared.matches()) {
            return undeclared(source, undeclared.group(1));
        }
        Matcher undefined = UNDEFINED.matcher(message);
        if (undefined.matches()) {
            return undefined(operand(source, line, column, undefined.group(1)), undefined.group(1));
        }
        Matcher overload = OVERLOAD.matcher(message);
        if (overload.matches()) {
            int place = ConditionName.index(source, new ConditionCompiler.Fault(line, column, message));
            return Overloads.explain(overload.group(1), overload.group(2), source, place, types);
        }
        if (HAS.matcher(message).matches()) {
            return HAS_A_FIELD;
        }
        if (TOO_LARGE.matcher(message).matches()) {
            return "this number is too large";
        }
        if (NO_NAME.matcher(message).matches()) {
            return "here stands a name for each entry, as in attachments.exists(a, a.name == \"x\")";
        }
        String first = message.lines().findFirst().orElse("unreadable");
        return "this condition cannot be read: " + (first.length() > 200 ? first.substring(0, 200) : first);
    }

    private static String each(String macro, String what, String example) {
        return "`" + macro + "` takes a name for each entry and a " + what + ", as in attachments." + macro + "(a, "
                + example + ")";
    }

    private String undeclared(String source, String name) {
        boolean function = Pattern.compile("\\b" + Pattern.quote(name) + "\\s*\\(")
                .matcher(source)
                .find();
        String macro = MACROS.get(name);
        if (function && macro != null) {
            return macro;
        }
        return function
                ? "unknown function `" + name + "`" + Spelling.hint(name, FUNCTIONS)
                : "unknown variable `" + name + "`" + variable(name);
    }

    private String variable(String name) {
        if (types.fieldsOf("lists").contains(name)) {
            return ", did you mean `lists." + name + "`?";
        }
        String word = name.toLowerCase(Locale.ROOT);
        if (TRUE.contains(word) || FALSE.contains(word)) {
            return ", write `" + TRUE.contains(word) + "`";
        }
        Set<String> known = types.variables().keySet();
        return Spelling.hint(name, known)
                + (Spelling.meant(name, known).isPresent() ? "" : "; a text goes into quotes");
    }

    private String undefined(String operand, String field) {
        if (operand.equals("message") && field.equals("header")) {
            return "`header` is a function of `message`: write message.header(\"…\")";
        }
        Set<String> known = types.fieldsOf(operand);
        if (known.isEmpty() && !types.variables().containsKey(operand)) {
            known = types.fieldsOf("attachment");
        }
        return "unknown field `" + field + "` of `" + operand + "`" + Spelling.hint(field, known);
    }

    /** The name before the dot at that place; within {@code has} and behind an index the place is another. */
    private String operand(String source, int line, int column, String field) {
        List<String> lines = source.lines().toList();
        String text = lines.isEmpty() ? "" : lines.get(Math.min(line, lines.size()) - 1);
        // The compiler counts code points.
        int end = text.offsetByCodePoints(0, Math.min(column, text.codePointCount(0, text.length())));
        Matcher name = OPERAND.matcher(text.substring(0, end));
        if (name.matches() && !FUNCTIONS.contains(name.group(1))) {
            return name.group(1);
        }
        Matcher written = Pattern.compile(
                        "([A-Za-z_][A-Za-z0-9_.]*(?:\\[[^\\]]*\\])?)\\s*\\.\\s*" + Pattern.quote(field) + "\\b")
                .matcher(source);
        return written.find() ? written.group(1) : "";
    }

    /** A type in words. */
    static String words(CelType type) {
        return switch (type.kind()) {
            case CelKind.STRING -> "a text";
            case CelKind.INT, CelKind.UINT, CelKind.DOUBLE -> "a number";
            case CelKind.LIST -> "a list";
            case CelKind.MAP, CelKind.STRUCT -> "several fields";
            default -> "something else";
        };
    }
}
