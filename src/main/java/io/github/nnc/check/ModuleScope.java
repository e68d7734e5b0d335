package io.github.nnc.check;

import io.github.nnc.source.Span;
import io.github.nnc.syntax.Identifier;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The names given out in one scope of modules: labels, and kind and number for what has no label. */
final class ModuleScope {

    private final Module module;
    private final Map<String, Integer> counters = new HashMap<>();
    private final Map<String, Claim> claims = new HashMap<>();

    ModuleScope(Module module) {
        this.module = module;
    }

    /** The name of something unlabelled, and the label that has this name already. */
    Naming numbered(String kind, Span span) {
        String name = kind + counters.merge(kind, 1, Integer::sum);
        return new Naming(module.child(name), claim(name, new Claim(span, true)));
    }

    /** The name of something labelled, and who has it already. */
    Naming labelled(Identifier label) {
        return new Naming(module.child(label.text()), claim(label.text(), new Claim(label.span(), false)));
    }

    /** The name of something labelled in an unlabelled repetition: numbers run on. */
    Naming repeated(Identifier label) {
        Claim claim = new Claim(label.span(), false);
        int number = counters.merge(label.text() + ".", 1, Integer::sum) - 1;
        Optional<Claim> earlier = claim(label.text(), claim).filter(other -> !other.equals(claim));
        return new Naming(module.child(label.text()).child(Integer.toString(number)), earlier);
    }

    private Optional<Claim> claim(String name, Claim claim) {
        return Optional.ofNullable(claims.putIfAbsent(name, claim));
    }

    /** A name, and where it was given out before, which is an error. */
    record Naming(Module module, Optional<Claim> earlier) {}

    /** Who has a name: a label at its place, or an unlabelled statement. */
    record Claim(Span span, boolean numbered) {}
}
