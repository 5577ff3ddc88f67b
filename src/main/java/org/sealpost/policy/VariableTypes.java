package org.sealpost.policy;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The variables that a condition may use, and their fields with types, so that a misspelt name is found when the
 * file is checked and not when a message comes. {@link Variables} gives their values; docs/rules.md explains them.
 */
final class VariableTypes implements CelTypeProvider {

    private static final CelType TEXTS = ListType.create(SimpleType.STRING);

    /** The fields of one attachment. */
    static final StructType ATTACHMENT =
            struct("attachment", Map.of("name", SimpleType.STRING, "type", SimpleType.STRING, "size", SimpleType.INT));

    /** The type of {@code message}, on which functions are declared. */
    static final StructType MESSAGE = struct(
            "message",
            Map.of(
                    "subject", SimpleType.STRING,
                    "from", SimpleType.STRING,
                    "size", SimpleType.INT,
                    "practice", SimpleType.STRING,
                    "purpose", SimpleType.STRING,
                    "headers", MapType.create(SimpleType.STRING, TEXTS)));

    private static final Map<String, CelType> ADDRESS =
            Map.of("address", SimpleType.STRING, "local_part", SimpleType.STRING, "domain", SimpleType.STRING);

    private final ImmutableMap<String, CelType> variables;

    VariableTypes(RuleLists lists) {
        Map<String, CelType> listFields = new LinkedHashMap<>();
        lists.entries().keySet().forEach(name -> listFields.put(name, TEXTS));
        ImmutableMap.Builder<String, CelType> variables = ImmutableMap.builder();
        variables.put("message", MESSAGE);
        variables.put("sender", struct("sender", ADDRESS));
        variables.put("recipient", struct("recipient", ADDRESS));
        variables.put(
                "patient",
                struct(
                        "patient",
                        Map.of(
                                "known", SimpleType.BOOL,
                                "count", SimpleType.INT,
                                "language", SimpleType.STRING,
                                "part2", SimpleType.BOOL,
                                "restricted", SimpleType.BOOL,
                                "marketing", SimpleType.BOOL,
                                "request", SimpleType.BOOL)));
        variables.put(
                "consent",
                struct(
                        "consent",
                        Map.of(
                                "status",
                                SimpleType.STRING,
                                "reason",
                                SimpleType.STRING,
                                "channels",
                                TEXTS,
                                "purposes",
                                TEXTS)));
        variables.put(
                "findings",
                struct(
                        "findings",
                        Map.ofEntries(
                                Map.entry("phi", SimpleType.BOOL),
                                Map.entry("health", SimpleType.BOOL),
                                Map.entry("identifier", SimpleType.BOOL),
                                Map.entry("clinical", SimpleType.BOOL),
                                Map.entry("identified_health", SimpleType.BOOL),
                                Map.entry("other_patient", SimpleType.BOOL),
                                Map.entry("malware", SimpleType.BOOL),
                                Map.entry("shared_address", SimpleType.BOOL),
                                Map.entry("lookalike_domain", SimpleType.BOOL),
                                Map.entry("first_time", SimpleType.BOOL),
                                Map.entry("uninspectable", SimpleType.BOOL),
                                Map.entry("kinds", TEXTS),
                                Map.entry("counts", MapType.create(SimpleType.STRING, SimpleType.INT)),
                                Map.entry("total", SimpleType.INT))));
        variables.put("attachments", ListType.create(ATTACHMENT));
        variables.put(
                "time",
                struct(
                        "time",
                        Map.of(
                                "hour", SimpleType.INT,
                                "minute", SimpleType.INT,
                                "weekday", SimpleType.STRING,
                                "day", SimpleType.INT,
                                "month", SimpleType.INT,
                                "year", SimpleType.INT,
                                "date", SimpleType.STRING)));
        variables.put("lists", struct("lists", listFields));
        this.variables = variables.buildOrThrow();
    }

    /** Each variable and its type, in the order in which the documents name them. */
    Map<String, CelType> variables() {
        return variables;
    }

    /** The fields of a variable or of {@code attachment}; empty when there is no such structure. */
    Set<String> fieldsOf(String structure) {
        return findType(structure)
                .map(type -> type instanceof StructType struct ? struct.fieldNames() : Set.<String>of())
                .orElse(Set.of());
    }

    @Override
    public ImmutableCollection<CelType> types() {
        ImmutableSet.Builder<CelType> types = ImmutableSet.builder();
        variables.values().stream().filter(StructType.class::isInstance).forEach(types::add);
        return types.add(ATTACHMENT).build();
    }

    @Override
    public Optional<CelType> findType(String name) {
        return types().stream().filter(type -> type.name().equals(name)).findFirst();
    }

    private static StructType struct(String name, Map<String, CelType> fields) {
        ImmutableMap<String, CelType> types = ImmutableMap.copyOf(fields);
        return StructType.create(name, types.keySet(), field -> Optional.ofNullable(types.get(field)));
    }
}
