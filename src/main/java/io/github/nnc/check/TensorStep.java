package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.diagnostic.Edit;
import io.github.nnc.layer.WeightSpec;
import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.TensorUse;
import io.github.nnc.model.Value;
import io.github.nnc.source.Span;
import io.github.nnc.syntax.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files the tensors of one layer: its own, those it shares with another, or the values that stand for them. */
final class TensorStep {

    private final Step step;
    private final Module module;
    private final TensorArguments.Given given;

    /** {@code given} names what takes the place of the layer's own tensors. */
    TensorStep(Step step, Module module, TensorArguments.Given given) {
        this.step = step;
        this.module = module;
        this.given = given;
    }

    /** The tensors by the layer's own names; empty, and reported, where one that is named does not fit. */
    Optional<Map<String, TensorUse>> of(List<WeightSpec> specs) {
        Map<String, TensorUse> uses = new LinkedHashMap<>();
        for (WeightSpec spec : specs) {
            use(spec).ifPresent(use -> uses.put(spec.name(), use));
        }
        boolean superfluous = false;
        for (Map.Entry<String, Item.Path> named : given.paths().entrySet()) {
            if (specs.stream().noneMatch(spec -> spec.name().equals(named.getKey()))) {
                superfluous = true;
                reportSuperfluous(named.getKey(), named.getValue(), specs);
            }
        }
        return uses.size() == specs.size() && !superfluous ? Optional.of(uses) : Optional.empty();
    }

    private void reportSuperfluous(String tensor, Item.Path path, List<WeightSpec> specs) {
        Diagnostic superfluous = Diagnostic.of(
                Code.NO_SUCH_TENSOR,
                path.span(),
                "`" + step.call().name().text() + "` learns no `" + tensor + "` that another could take the place of");
        List<String> names = specs.stream().map(spec -> "`" + spec.name() + "`").toList();
        step.reject(
                names.isEmpty()
                        ? superfluous
                        : superfluous.withNote("as it stands it has " + String.join(", ", names)));
    }

    private Optional<TensorUse> use(WeightSpec spec) {
        Item.Path path = given.paths().get(spec.name());
        if (path != null) {
            return named(path, spec)
                    .map(use -> use.turned(given.transposed() && spec.name().equals(TensorArguments.WEIGHT)))
                    .flatMap(use -> fitting(use, spec, path.span(), Optional.of(path)));
        }
        LearnedTensor own = new LearnedTensor(module.tensors(), spec, step.place());
        if (module.reuse().isPresent()) {
            return step.builder()
                    .tensor(own.name())
                    .flatMap(tensor -> fitting(
                            new TensorUse.Learned(tensor, false),
                            spec,
                            module.reuse().get(),
                            Optional.empty()));
        }
        step.builder().addTensor(own);
        return Optional.of(new TensorUse.Learned(own, false));
    }

    /** What a path means here: a tensor of the layer that it leads to, else the value that it names. */
    private Optional<TensorUse> named(Item.Path path, WeightSpec spec) {
        int size = path.parts().size();
        Paths quiet = quiet();
        Optional<Datum.Labelled> nearest = Optional.empty();
        for (int labels = size; labels > 0; labels--) {
            Optional<Datum.Labelled> owner = quiet.resolve(path, labels);
            Optional<TensorUse> use = owner.filter(found -> !found.several())
                    .map(found -> found.results().get(0).tensors().get(tensor(path, found)));
            if (use.isPresent()) {
                return use;
            }
            nearest = nearest.or(() -> owner);
        }
        boolean isLabel = nearest.filter(found -> parts(found) == size).isPresent();
        if (isLabel && !nearest.get().several()) {
            return value(nearest.get(), path, spec);
        }
        if (nearest.filter(owner -> isLabel || isLayer(owner)).isPresent()) {
            reportMissing(path, nearest.get());
        } else {
            Paths loud = new Paths(step.report(), step.frame());
            loud.resolve(path, Math.max(1, size - 1)).ifPresent(owner -> reportMissing(path, owner));
        }
        return Optional.empty();
    }

    private Optional<TensorUse> value(Datum.Labelled label, Item.Path path, WeightSpec spec) {
        Optional<Value> value = FromStatement.flow(step, label).value();
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Value made = value.get();
        String needs = "`" + spec.name() + "` of `" + step.call().name().text() + "` ";
        if (made.type().isIds()) {
            step.reject(Diagnostic.of(
                            Code.IDS_NOT_NUMBERS, path.span(), needs + "has numbers, but `" + label.path() + "` is ids")
                    .withNote(LayerInference.origin(made, path.span())));
            return Optional.empty();
        }
        if (!made.type().shape().isFixed()) {
            step.reject(Diagnostic.of(
                            Code.LENGTH_NOT_FIXED,
                            path.span(),
                            needs + "is " + spec.shape() + ", but `" + label.path() + "` is "
                                    + made.type().shape())
                    .withNote(LayerInference.origin(made, path.span()))
                    .withHelp("write the length as a number: a tensor has as many numbers in every call"));
            return Optional.empty();
        }
        return Optional.of(new TensorUse.Given(made, false));
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
        List<String> known = result.tensors().keySet().stream()
                .sorted()
                .map(tensor -> tensor.isEmpty() ? owner.path() : owner.path() + "." + tensor)
                .toList();
        Diagnostic missing = Diagnostic.of(
                Code.NO_SUCH_TENSOR,
                path.span(),
                "`" + owner.path() + "` learns no tensor `" + tensor(path, owner) + "`");
        step.reject(known.isEmpty() ? missing : missing.withNote("it learns `" + String.join("`, `", known) + "`"));
    }

    private Optional<TensorUse> fitting(TensorUse use, WeightSpec spec, Span place, Optional<Item.Path> path) {
        if (use.shape().equals(spec.shape())) {
            return Optional.of(use);
        }
        String name = use.learned().map(LearnedTensor::name).orElseGet(place::text);
        Diagnostic misfit = Diagnostic.of(
                        Code.SHARED_SHAPE,
                        place,
                        "`" + step.call().name().text() + "` needs a `" + spec.name() + "` of " + spec.shape()
                                + ", but `" + name + "`" + (use.transposed() ? " transposed" : "") + " is "
                                + use.shape())
                .withNote(origin(use, place));
        boolean canTurn = path.isPresent() && spec.name().equals(TensorArguments.WEIGHT) && !use.transposed();
        if (canTurn && use.shape().reversed().equals(spec.shape())) {
            misfit = misfit.withHelp("its transpose would fit", new Edit(place.after(), " transposed"));
        } else if (path.isPresent() && tensorOfLabel(path.get(), spec)) {
            String tensor = "." + spec.name();
            misfit = misfit.withHelp(
                    "`" + place.text() + tensor + "` is the tensor of that layer", new Edit(place.after(), tensor));
        }
        step.reject(misfit);
        return Optional.empty();
    }

    /** Whether a layer's label was written where its tensor would have fitted. */
    private boolean tensorOfLabel(Item.Path path, WeightSpec spec) {
        return quiet().resolve(path)
                .filter(label -> !label.several())
                .map(label -> label.results().get(0).tensors().get(spec.name()))
                .filter(tensor -> tensor.shape().equals(spec.shape()))
                .isPresent();
    }

    private Paths quiet() {
        return new Paths(new Report(new Diagnostics(), true), step.frame());
    }

    private static String origin(TensorUse use, Span seenFrom) {
        return use.learned()
                .map(tensor -> "`" + tensor.name() + "` belongs to `"
                        + tensor.span().quoted() + "` at " + Report.line(tensor.span(), seenFrom.file()))
                .orElseGet(() -> LayerInference.origin(use.value().orElseThrow(), seenFrom));
    }
}
