package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Counters;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Step;
import io.github.nnc.layer.Lowering;
import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.model.TensorUse;
import io.github.nnc.model.Value;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lowers one model node by node; every output is a copy of its value, which a pass removes where it can. */
final class ModelLowering {

    private final Model model;
    private final Map<Value, Buffer> values = new IdentityHashMap<>();
    private final Map<String, Buffer> tensors = new LinkedHashMap<>();
    private final List<Buffer> inner = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final Counters counters = new Counters();

    ModelLowering(Model model) {
        this.model = model;
    }

    Program program() {
        List<Buffer> buffers = new ArrayList<>();
        for (Model.Input input : model.inputs()) {
            Buffer buffer =
                    buffer(input.name(), Buffer.Role.INPUT, input.value().type());
            values.put(input.value(), buffer);
            buffers.add(buffer);
        }
        for (LearnedTensor tensor : model.tensors()) {
            tensors.put(
                    tensor.name(),
                    new Buffer(
                            tensor.name(),
                            Buffer.Role.WEIGHT,
                            Buffer.Element.FLOAT,
                            tensor.spec().shape()));
        }
        model.nodes().forEach(this::lower);
        for (Model.Output output : model.outputs()) {
            Buffer buffer =
                    buffer(output.name(), Buffer.Role.OUTPUT, output.value().type());
            buffers.add(buffer);
            copy(values.get(output.value()), buffer);
        }
        buffers.addAll(tensors.values());
        buffers.addAll(inner);
        return new Program(buffers, List.of(), steps, counters.all());
    }

    private void lower(Node node) {
        List<Buffer> outputs = new ArrayList<>();
        for (Value value : node.outputs()) {
            String own = node.layer().outputNames().get(outputs.size());
            String name = own.isEmpty() ? node.path() : node.path() + "." + own;
            Buffer buffer = buffer(name, Buffer.Role.TEMPORARY, value.type());
            values.put(value, buffer);
            inner.add(buffer);
            outputs.add(buffer);
        }
        Map<String, Lowering.Weight> weights = new HashMap<>();
        node.tensors().forEach((name, use) -> weights.put(name, new Lowering.Weight(buffer(use), use.transposed())));
        KernelBuilder kernels = new KernelBuilder(node.path());
        List<Buffer> inputs = node.inputs().stream().map(values::get).toList();
        int before = counters.all().size();
        node.layer().lower(new Lowering(inputs, outputs, weights, kernels, counters));
        boolean keeps = kernels.buffers().stream().anyMatch(b -> b.role() == Buffer.Role.STATE);
        if ((keeps || counters.all().size() > before) && !node.layer().carries()) {
            throw new IllegalStateException(node.path() + " keeps what it does not say it carries");
        }
        steps.addAll(kernels.steps());
        inner.addAll(kernels.buffers());
    }

    private void copy(Buffer from, Buffer to) {
        KernelBuilder kernels = new KernelBuilder(to.name());
        List<Axis> axes = KernelBuilder.axes("i", to.shape());
        kernels.map(
                axes,
                new Expression.Load(Access.of(from, KernelBuilder.indices(axes))),
                Access.of(to, KernelBuilder.indices(axes)));
        steps.addAll(kernels.steps());
    }

    private Buffer buffer(TensorUse use) {
        return use instanceof TensorUse.Given given
                ? values.get(given.made())
                : tensors.get(use.learned().orElseThrow().name());
    }

    private static Buffer buffer(String name, Buffer.Role role, TensorType type) {
        return new Buffer(name, role, type.isIds() ? Buffer.Element.INT : Buffer.Element.FLOAT, type.shape());
    }
}
