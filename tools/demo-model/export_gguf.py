"""Writes the trained model as one GGUF file (version 3): matrices F16, norms F32, tokenizer and template inside.

The format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
"""

import argparse
import pathlib
import struct

import numpy
import torch

from model import Config, Llama
from tokenizer import ADDED_TOKENS, SPECIAL_TOKENS, Tokenizer

HERE = pathlib.Path(__file__).parent
ALIGNMENT = 32
UINT32, FLOAT32, BOOL, STRING, ARRAY, INT32 = 4, 6, 7, 8, 9, 5
NORMAL, CONTROL, USER_DEFINED = 1, 3, 4
TENSOR_F32, TENSOR_F16 = 0, 1
MOSTLY_F16 = 1


def text(value: str) -> bytes:
    data = value.encode()
    return struct.pack("<Q", len(data)) + data


def uint32(value: int) -> bytes:
    return struct.pack("<II", UINT32, value)


def float32(value: float) -> bytes:
    return struct.pack("<If", FLOAT32, value)


def boolean(value: bool) -> bytes:
    return struct.pack("<I?", BOOL, value)


def string(value: str) -> bytes:
    return struct.pack("<I", STRING) + text(value)


def strings(values: list) -> bytes:
    return struct.pack("<IIQ", ARRAY, STRING, len(values)) + b"".join(map(text, values))


def int32s(values: list) -> bytes:
    return struct.pack("<IIQ", ARRAY, INT32, len(values)) + struct.pack(f"<{len(values)}i", *values)


def metadata(config: Config, tokenizer: Tokenizer, template: str) -> dict:
    types = [CONTROL] * len(SPECIAL_TOKENS) + [USER_DEFINED] * (len(ADDED_TOKENS) - len(SPECIAL_TOKENS))
    types += [NORMAL] * (len(tokenizer.tokens) - len(types))
    return {
        "general.architecture": string("llama"),
        "general.name": string("TenantLLM demo"),
        "general.description": string("A very small chat model that the TenantLLM repository trains itself."),
        "general.file_type": uint32(MOSTLY_F16),
        "general.alignment": uint32(ALIGNMENT),
        "llama.vocab_size": uint32(config.vocab),
        "llama.context_length": uint32(config.context),
        "llama.embedding_length": uint32(config.dim),
        "llama.block_count": uint32(config.layers),
        "llama.feed_forward_length": uint32(config.ffn),
        "llama.attention.head_count": uint32(config.heads),
        "llama.attention.head_count_kv": uint32(config.kv_heads),
        "llama.attention.layer_norm_rms_epsilon": float32(config.norm_eps),
        "llama.rope.dimension_count": uint32(config.head_dim),
        "llama.rope.freq_base": float32(config.rope_base),
        "tokenizer.ggml.model": string("gpt2"),
        "tokenizer.ggml.pre": string("smollm"),
        "tokenizer.ggml.tokens": strings(tokenizer.tokens),
        "tokenizer.ggml.token_type": int32s(types),
        "tokenizer.ggml.merges": strings([" ".join(pair) for pair in tokenizer.merges]),
        "tokenizer.ggml.bos_token_id": uint32(tokenizer.end_of_text),
        "tokenizer.ggml.eos_token_id": uint32(tokenizer.im_end),
        "tokenizer.ggml.eot_token_id": uint32(tokenizer.im_end),
        "tokenizer.ggml.padding_token_id": uint32(tokenizer.end_of_text),
        "tokenizer.ggml.add_bos_token": boolean(False),
        "tokenizer.chat_template": string(template),
    }


def tensors(model: Llama) -> dict:
    """GGUF names to weights. There is no output.weight: readers then use the embedding."""
    named = {"token_embd.weight": model.embedding.weight, "output_norm.weight": model.output_norm.weight}
    for index, block in enumerate(model.blocks):
        named |= {f"blk.{index}.{name}.weight": module.weight for name, module in (
            ("attn_norm", block.attn_norm), ("attn_q", block.attn.q), ("attn_k", block.attn.k), ("attn_v", block.attn.v),
            ("attn_output", block.attn.output), ("ffn_norm", block.ffn_norm), ("ffn_gate", block.ffn.gate),
            ("ffn_up", block.ffn.up), ("ffn_down", block.ffn.down))}
    return named


def pad_to_alignment(data: bytes) -> bytes:
    return data + b"\0" * (-len(data) % ALIGNMENT)


def write_gguf(path: pathlib.Path, model: Llama, tokenizer: Tokenizer, template: str):
    keys = metadata(model.config, tokenizer, template)
    weights = tensors(model)
    header = b"GGUF" + struct.pack("<IQQ", 3, len(weights), len(keys))
    for key, value in keys.items():
        header += text(key) + value
    body = b""
    for name, weight in weights.items():
        kind = TENSOR_F16 if weight.dim() == 2 else TENSOR_F32
        shape = tuple(reversed(weight.shape))  # GGUF lists the fastest dimension first
        header += text(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, kind, len(body))
        values = weight.detach().numpy().astype(numpy.float16 if kind == TENSOR_F16 else numpy.float32)
        body += pad_to_alignment(values.tobytes())
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_bytes(pad_to_alignment(header) + body)
    unfinished.rename(path)


def load_trained(folder: pathlib.Path) -> tuple:
    """The model, its tokenizer and the training report that train.py left in a folder."""
    saved = torch.load(folder / "model.pt")
    model = Llama(Config(**saved["config"]))
    model.load_state_dict(saved["weights"])
    return model, Tokenizer.load(folder / "tokenizer.json"), saved["report"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trained", type=pathlib.Path, required=True, help="the folder train.py wrote")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="the .gguf file to write")
    arguments = parser.parse_args()
    model, tokenizer, _ = load_trained(arguments.trained)
    write_gguf(arguments.out, model, tokenizer, (HERE / "chat_template.jinja").read_text(encoding="utf-8"))
    print(f"{arguments.out}: {arguments.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
