package io.github.nnc.kernel;

import java.util.List;
import java.util.Map;

/** Puts index expressions in the place of axes. */
public final class Substitution extends Rewriter {

    private final Map<Axis, Index.Affine> replacements;

    public Substitution(Map<Axis, Index.Affine> replacements) {
        this.replacements = replacements;
    }

    @Override
    public Index.Affine affine(Index.Affine index) {
        Index.Affine result = new Index.Affine(List.of(), index.lengths(), index.constant());
        for (Index.Term term : index.terms()) {
            Index.Affine replacement = replacements.getOrDefault(term.axis(), Index.of(term.axis()));
            result = result.plus(replacement.times(term.coefficient()));
        }
        return result;
    }
}
