"""What `Encoder` loads: the transformer as an ONNX graph, and the word vectors as they are packaged.

The graph starts behind the word vectors, which are four fifths of the model: they stay in their 4-bit blocks in a
file of their own, of which only the rows of the tokens at hand are read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.embedding.packaged_weights import PackagedWeights

DIMENSION = 384
BLOCKS = DIMENSION // 32  # of 4-bit values in a word vector
MAX_TOKENS = 512
PADDING = 1  # the id of <pad>


class TransformerWeights(Protocol):
    """The weights of a BERT encoder, by the packaged weights' names."""

    @property
    def hidden(self) -> int:
        """Size of a token's state."""

    @property
    def heads(self) -> int:
        """Heads of attention."""

    @property
    def layers(self) -> int:
        """How many layers it has."""

    def tensor(self, name: str) -> NDArray[np.float32]:
        """One tensor as float32, flat."""


_OPSET = 20  # the first with Gelu; ONNX Runtime and OpenVINO both read it


def write_transformer(weights: TransformerWeights, folder: Path) -> None:
    """Write `encoder.onnx` with its weights in `encoder.data`.

    ONNX Runtime and OpenVINO fuse the graph's plain operators.  They map weights of a file of their own into memory:
    that halves what a process takes for them, and processes share them.
    """
    import onnx

    graph = _Graph(weights)
    states = graph.embed()
    for layer in range(weights.layers):
        states = graph.layer(f"l{layer}", states)
    onnx.save_model(
        graph.model(states), folder / "encoder.onnx", save_as_external_data=True, location="encoder.data"
    )
    onnx.checker.check_model(str(folder / "encoder.onnx"))


def write_words(weights: PackagedWeights, folder: Path) -> None:
    """Write `words.npy`: the word vectors in their 4-bit blocks, (vocabulary, blocks, 18)."""
    np.save(folder / "words.npy", weights.blocks("emb.word").reshape(-1, BLOCKS, 18))


class _Graph:
    """A BERT encoder, built node by node."""

    def __init__(self, weights: TransformerWeights) -> None:
        self._weights = weights
        self._nodes: list[Any] = []
        self._constants: list[Any] = []
        head = weights.hidden // weights.heads
        self._split = self._constant("heads", np.array([0, 0, weights.heads, head]))
        self._joined = self._constant("joined", np.array([0, 0, weights.hidden]))
        self._scale = self._constant("scale", np.array(head**-0.5, dtype=np.float32))
        self._zero = self._constant("zero", np.array([0]))

    def embed(self) -> str:
        """Word vectors plus positions, normalised."""
        weights = self._weights
        table = weights.tensor("emb.pos").reshape(-1, weights.hidden)
        table = table + weights.tensor("emb.type").reshape(-1, weights.hidden)[0]  # every token is of type 0
        self._add("Shape", ["embedded"], "tokens", start=1, end=2)
        self._add(
            "Slice", [self._constant("positions", table), self._zero, "tokens", self._zero], "positioned"
        )
        self._add("Add", ["embedded", "positioned"], "summed")
        return self._norm("emb.ln", "summed")

    def layer(self, name: str, states: str) -> str:
        """One layer: attention, then the feed-forward network, each added to what came in and normalised."""
        attended = self._linear(f"{name}.ao", self._attention(name, states))
        states = self._norm(f"{name}.aln", self._add("Add", [attended, states], f"{name}.attended"))
        inner = self._add("Gelu", [self._linear(f"{name}.fi", states)], f"{name}.gelu")
        outer = self._linear(f"{name}.fo", inner)
        return self._norm(f"{name}.oln", self._add("Add", [outer, states], f"{name}.out"))

    def model(self, output: str) -> Any:
        """The finished model: `embedded` (batch, tokens, hidden) and `mask` (batch, 1, 1, tokens) in."""
        from onnx import TensorProto, helper

        size = self._weights.hidden
        inputs = [
            helper.make_tensor_value_info("embedded", TensorProto.FLOAT, ["batch", "tokens", size]),
            helper.make_tensor_value_info("mask", TensorProto.FLOAT, ["batch", 1, 1, "tokens"]),
        ]
        outputs = [helper.make_tensor_value_info(output, TensorProto.FLOAT, ["batch", "tokens", size])]
        graph = helper.make_graph(self._nodes, "encoder", inputs, outputs, self._constants)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=10)

    def _attention(self, name: str, states: str) -> str:
        # Keys are laid out for the product with the queries at once.
        query, key, value = (
            self._heads(f"{name}.{short}", states, order)
            for short, order in (("q", [0, 2, 1, 3]), ("k", [0, 2, 3, 1]), ("v", [0, 2, 1, 3]))
        )
        scores = self._add("MatMul", [query, key], f"{name}.scores")
        scaled = self._add("Mul", [scores, self._scale], f"{name}.scaled")
        masked = self._add("Add", [scaled, "mask"], f"{name}.masked")
        shares = self._add("Softmax", [masked], f"{name}.shares", axis=-1)
        mixed = self._add("MatMul", [shares, value], f"{name}.mixed")
        turned = self._add("Transpose", [mixed], f"{name}.turned", perm=[0, 2, 1, 3])
        return self._add("Reshape", [turned, self._joined], f"{name}.joined")

    def _heads(self, name: str, states: str, order: list[int]) -> str:
        split = self._add("Reshape", [self._linear(name, states), self._split], f"{name}.split")
        return self._add("Transpose", [split], f"{name}.heads", perm=order)

    def _linear(self, name: str, states: str) -> str:
        bias = self._weights.tensor(f"{name}.b")
        weight = self._weights.tensor(f"{name}.w").reshape(bias.size, -1).T
        product = self._add("MatMul", [states, self._constant(f"{name}.w", weight)], f"{name}.product")
        return self._add("Add", [product, self._constant(f"{name}.b", bias)], f"{name}.sum")

    def _norm(self, name: str, states: str) -> str:
        gain, bias = (self._constant(f"{name}.{w}", self._weights.tensor(f"{name}.{w}")) for w in "wb")
        return self._add("LayerNormalization", [states, gain, bias], f"{name}.normed", axis=-1, epsilon=1e-12)

    def _add(self, operator: str, inputs: list[str], output: str, **attributes: Any) -> str:
        from onnx import helper

        self._nodes.append(helper.make_node(operator, inputs, [output], **attributes))
        return output

    def _constant(self, name: str, value: NDArray[Any]) -> str:
        from onnx import numpy_helper

        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name
