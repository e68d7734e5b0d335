package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Edit;
import io.github.nnc.layer.WeightSpec;
import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.Node;
import io.github.nnc.source.Span;
import io.github.nnc.syntax.Item;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files the tensors of one layer: its own, or those it shares with another. */
final class TensorStep {

    private static final String WEIGHT = "weight";

    private final Step step;
    private final Module module;
    private final Optional<Item.Path> weight;
    private final boolean transposed;

    /** {@code weight} names the tensor, perhaps to be transposed, that takes the place of the layer's own weight. */
    TensorStep(Step step, Module module, Optional<Item.Path> weight, boolean transposed) {
        this.step = step;
        this.module = module;
        this.weight = weight;
        this.transposed = transposed;
    }

    /** The tensors by the layer's own names; empty, and reported, where a shared one does not fit. */
    Optional<Map<String, Node.TensorUse>> of(List<WeightSpec> specs) {
        Map<String, Node.TensorUse> uses = new LinkedHashMap<>();
        for (WeightSpec spec : specs) {
            Optional<Node.TensorUse> use = use(spec);
            if (use.isEmpty()) {
                return Optional.empty();
            }
            uses.put(spec.name(), use.get());
        }
        if (weight.isPresent() && !uses.containsKey(WEIGHT)) {
            step.reject(
                    Code.NO_SUCH_TENSOR,
                    weight.get().span(),
                    "`" + step.call().name().text() + "` learns no `weight` that another could take the place of");
            return Optional.empty();
        }
        return Optional.of(uses);
    }

    private Optional<Node.TensorUse> use(WeightSpec spec) {
        if (weight.isPresent() && spec.name().equals(WEIGHT)) {
            return named(weight.get())
                    .flatMap(use -> fitting(use, spec, weight.get().span()));
        }
        LearnedTensor own =
                new LearnedTensor(module.tensors(), spec, step.call().span());
        if (module.reuse().isPresent()) {
            return step.builder()
                    .tensor(own.name())
                    .flatMap(tensor -> fitting(
                            new Node.TensorUse(tensor, false),
                            spec,
                            module.reuse().get()));
        }
        step.builder().addTensor(own);
        return Optional.of(new Node.TensorUse(own, false));
    }

    private Optional<Node.TensorUse> named(Item.Path path) {
        int last = path.parts().size() - 1;
        int labels = Math.max(1, last);
        Optional<Datum.Labelled> owner = new Paths(step.report(), step.frame()).resolve(path, labels);
        if (owner.isEmpty()) {
            return Optional.empty();
        }
        if (owner.get().several()) {
            step.reject(FromStatement.wildcard(path.span()));
            return Optional.empty();
        }
        Result result = owner.get().results().get(0);
        String name = last == 0 ? "" : path.parts().get(last);
        Node.TensorUse use = result.tensors().get(name);
        if (use != null) {
            return Optional.of(new Node.TensorUse(use.tensor(), use.transposed() != transposed));
        }
        boolean unknown = result.flow().filter(Flow.Absent.UNKNOWN::equals).isPresent();
        if (!unknown) {
            List<String> known = result.tensors().keySet().stream().sorted().toList();
            Diagnostic missing = Diagnostic.of(
                    Code.NO_SUCH_TENSOR,
                    path.span(),
                    "`" + owner.get().path() + "` learns no tensor `" + (name.isEmpty() ? WEIGHT : name) + "`");
            step.reject(
                    known.isEmpty()
                            ? missing
                            : missing.withNote("it learns `" + owner.get().path() + "."
                                    + String.join("`, `" + owner.get().path() + ".", known) + "`"));
        }
        return Optional.empty();
    }

    private Optional<Node.TensorUse> fitting(Node.TensorUse use, WeightSpec spec, Span place) {
        Shape shape = use.tensor().spec().shape();
        Shape seen = use.transposed() ? reversed(shape) : shape;
        if (seen.equals(spec.shape())) {
            return Optional.of(use);
        }
        Diagnostic misfit = Diagnostic.of(
                        Code.SHARED_SHAPE,
                        place,
                        "`" + step.call().name().text() + "` needs a `" + spec.name() + "` of " + spec.shape()
                                + ", but `" + use.tensor().name() + "`" + (use.transposed() ? " transposed" : "")
                                + " is " + seen)
                .withNote("`" + use.tensor().name() + "` belongs to `"
                        + use.tensor().span().quoted() + "` at "
                        + Report.line(use.tensor().span(), place.file()));
        boolean otherWay = reversed(seen).equals(spec.shape()) && weight.isPresent() && !use.transposed();
        step.reject(
                otherWay ? misfit.withHelp("its transpose would fit", new Edit(place.after(), " transposed")) : misfit);
        return Optional.empty();
    }

    private static Shape reversed(Shape shape) {
        List<Extent> extents = new ArrayList<>(shape.extents());
        Collections.reverse(extents);
        return new Shape(extents);
    }
}
