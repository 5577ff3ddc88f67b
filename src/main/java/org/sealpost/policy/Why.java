package org.sealpost.policy;

import dev.cel.common.ast.CelExpr;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why something in a condition is impossible: claims that cannot be true together, or one that cannot be true by itself.
 *
 * @param claims in the order of the condition
 * @param text a clause that says it of one claim alone, where it needs other words
 */
record Why(List<Claim> claims, Optional<String> text) {

    Why {
        claims = List.copyOf(claims);
    }

    /** Of claims about one subject of which each may be true: those of which two exclude each other, else all. */
    static Why between(List<Claim> some, List<Claim> others) {
        for (Claim one : some) {
            for (Claim other : others) {
                if (one.values().excludes(other.values())) {
                    return new Why(List.of(one, other), Optional.empty());
                }
            }
        }
        return new Why(Stream.concat(some.stream(), others.stream()).toList(), Optional.empty());
    }

    /** The part of the condition at which it is seen, from left to right. */
    Optional<CelExpr> place() {
        return claims.isEmpty()
                ? Optional.empty()
                : Optional.of(claims.getLast().atom());
    }

    /** A clause about what never holds. */
    String never() {
        if (text.isPresent()) {
            return text.get();
        }
        List<String> said = claims.stream().map(Claim::said).distinct().toList();
        if (said.size() == 1) {
            return quoted(said.getFirst()) + " never holds";
        }
        return listed(said, "and") + " exclude each other" + (isSlip() ? ", did you mean `||`?" : "");
    }

    /** A clause about what always holds, where what is impossible is that it does not. */
    String always() {
        List<String> said = claims.stream().map(Claim::saidOtherwise).distinct().toList();
        if (said.isEmpty()) {
            return text.orElse("it always holds");
        }
        if (said.size() == 1) {
            return quoted(said.getFirst()) + " always holds";
        }
        return "either " + listed(said, "or") + " always holds" + (said.size() == 2 ? ", did you mean `&&`?" : "");
    }

    /** Two values of one field: who wants either writes {@code and} where the language means {@code or}. */
    private boolean isSlip() {
        return claims.size() == 2
                && claims.stream().allMatch(claim -> claim.wanted() == Wanted.TRUE)
                && claims.stream().noneMatch(claim -> claim.values() instanceof Answers);
    }

    private static String listed(List<String> said, String word) {
        String head = said.subList(0, said.size() - 1).stream().map(Why::quoted).collect(Collectors.joining(", "));
        return head + " " + word + " " + quoted(said.getLast());
    }

    private static String quoted(String said) {
        return "`" + said + "`";
    }
}
