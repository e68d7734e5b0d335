package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Diagnostics;
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
        LearnedTensor own = new LearnedTensor(module.tensors(), spec, step.place());
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
        int size = path.parts().size();
        Paths quiet = new Paths(new Report(new Diagnostics(), true), step.frame());
        Optional<Datum.Labelled> nearest = Optional.empty();
        for (int labels = size; labels > 0; labels--) {
            Optional<Datum.Labelled> owner = quiet.resolve(path, labels);
            Optional<Node.TensorUse> use = owner.filter(found -> !found.several())
                    .map(found -> found.results().get(0).tensors().get(tensor(path, found)));
            if (use.isPresent()) {
                return use.map(found -> new Node.TensorUse(found.tensor(), found.transposed() != transposed));
            }
            nearest = nearest.or(() -> owner);
        }
        if (nearest.filter(owner -> parts(owner) == size || isLayer(owner)).isPresent()) {
            reportMissing(path, nearest.get());
        } else {
            Paths loud = new Paths(step.report(), step.frame());
            loud.resolve(path, Math.max(1, size - 1)).ifPresent(owner -> reportMissing(path, owner));
        }
        return Optional.empty();
    }

    private static boolean isLayer(Datum.Labelled owner) {
        return owner.results().stream().noneMatch(result -> result.tensors().isEmpty());
    }

    private static int parts(Datum.Labelled owner) {
        return owner.path().split("\\.").length;
    }

    /** What is left of a path behind its labels, which is the layer's name of a tensor. */
    private static String tensor(Item.Path path, Datum.Labelled owner) {
        return String.join(".", path.parts().subList(parts(owner), path.parts().size()));
    }

    private void reportMissing(Item.Path path, Datum.Labelled owner) {
        if (owner.several()) {
            step.reject(FromStatement.wildcard(path.span()));
            return;
        }
        Result result = owner.results().get(0);
        if (result.flow().filter(Flow.Absent.UNKNOWN::equals).isPresent()) {
            return;
        }
        String name = tensor(path, owner);
        List<String> known = result.tensors().keySet().stream()
                .sorted()
                .map(tensor -> tensor.isEmpty() ? owner.path() : owner.path() + "." + tensor)
                .toList();
        Diagnostic missing = Diagnostic.of(
                Code.NO_SUCH_TENSOR,
                path.span(),
                "`" + owner.path() + "` learns no tensor `" + (name.isEmpty() ? WEIGHT : name) + "`");
        step.reject(known.isEmpty() ? missing : missing.withNote("it learns `" + String.join("`, `", known) + "`"));
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
