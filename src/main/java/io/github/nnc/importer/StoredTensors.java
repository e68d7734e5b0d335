package io.github.nnc.importer;

import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.network.LayerCall;
import io.github.nnc.network.TensorSource;
import io.github.nnc.weights.WeightTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tensors of a network under the names that its checked text gives them. */
record StoredTensors(List<Item> items, Model model) {

    List<WeightTensor> all() {
        List<LayerCall> calls = new ArrayList<>();
        items.forEach(item -> calls.addAll(item.calls()));
        if (calls.size() != model.nodes().size()) {
            throw new IllegalStateException("the text has other layers than the network");
        }
        Map<String, WeightTensor> tensors = new TreeMap<>();
        for (int i = 0; i < calls.size(); i++) {
            Node node = model.nodes().get(i);
            calls.get(i).tensors().forEach((name, source) -> {
                if (source instanceof TensorSource.Stored stored) {
                    LearnedTensor tensor = node.tensors().get(name).learned().orElseThrow();
                    tensors.putIfAbsent(
                            tensor.name(),
                            new WeightTensor(
                                    tensor.name(),
                                    tensor.spec().shape(),
                                    stored.constant().tensor().reals()));
                }
            });
        }
        return List.copyOf(tensors.values());
    }
}
