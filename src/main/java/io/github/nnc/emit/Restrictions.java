package io.github.nnc.emit;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.model.Model;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is right as a model but cannot be a class of this shape. */
final class Restrictions {

    private Restrictions() {}

    /** Whether a class can be made of a model; reports why not. */
    static boolean allow(Model model, Diagnostics diagnostics) {
        List<Diagnostic> problems = new ArrayList<>();
        Set<Extent> known = new HashSet<>();
        for (Model.Input input : model.inputs()) {
            List<Extent> unknown = input.value().type().shape().extents().stream()
                    .filter(extent -> !extent.isFixed() && !known.contains(extent))
                    .toList();
            known.addAll(unknown);
            if (unknown.size() > 1) {
                problems.add(Diagnostic.of(
                                Code.LENGTHS_UNDECIDED,
                                input.span(),
                                "the length of an array cannot tell the lengths of "
                                        + input.value().type().shape() + ": " + unknown.size() + " of them vary")
                        .withNote("one length of each input may vary that no input before it has"));
            }
        }
        problems.forEach(diagnostics::report);
        return problems.isEmpty();
    }
}
