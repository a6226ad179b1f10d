"""Byte-level BPE, trained and applied here because Debian packages no tokenizer library.

The split is llama.cpp's "smollm" pre-tokenizer: every digit stands alone, then the GPT-2 expression. Single
digits let so small a model add and count by column instead of memorising every number.
"""

import collections
import json

import regex

SPECIAL_TOKENS = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
TAG_TOKENS = ["<tools>", "</tools>", "<tool_call>", "</tool_call>", "<tool_response>", "</tool_response>"]
ADDED_TOKENS = SPECIAL_TOKENS + TAG_TOKENS

_ADDED = regex.compile("(" + "|".join(regex.escape(token) for token in ADDED_TOKENS) + ")")
_PIECES = regex.compile(
    r"\p{N}|'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?[^\s\p{L}\p{N}]+|\s+(?=\p{N})|\s+(?!\S)|\s+")


def byte_symbols() -> list:
    """GPT-2's printable stand-in for each byte 0..255, the alphabet that GGUF vocabularies are written in."""
    printable = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = iter(range(256, 512))
    return [chr(byte) if byte in printable else chr(next(others)) for byte in range(256)]


SYMBOLS = byte_symbols()
BYTES = {symbol: byte for byte, symbol in enumerate(SYMBOLS)}


def split_pieces(text: str) -> list:
    """The pieces merges may not cross."""
    return _PIECES.findall(text)


def to_symbols(piece: str) -> str:
    return "".join(SYMBOLS[byte] for byte in piece.encode())


def train_merges(texts, count: int) -> list:
    """The `count` most frequent merges of the texts, in order; ties go to the pair that sorts first."""
    pieces = collections.Counter()
    for text in texts:
        for part in _ADDED.split(text):
            if part not in ADDED_TOKENS:
                pieces.update(map(to_symbols, split_pieces(part)))
    words = [(list(piece), times) for piece, times in sorted(pieces.items())]

    pair_counts = collections.Counter()
    words_with = collections.defaultdict(set)

    def account(index: int, sign: int):
        symbols, times = words[index]
        for pair in zip(symbols, symbols[1:]):
            pair_counts[pair] += sign * times
            words_with[pair].add(index)

    for index in range(len(words)):
        account(index, +1)

    merges = []
    while len(merges) < count:
        best = min(pair_counts, key=lambda pair: (-pair_counts[pair], pair))
        merges.append(best)
        for index in sorted(words_with.pop(best)):
            account(index, -1)
            words[index] = (merge_pair(words[index][0], best), words[index][1])
            account(index, +1)
    return merges


def merge_pair(symbols: list, pair: tuple) -> list:
    """The symbols with each occurrence of the pair joined, left to right."""
    merged, at = [], 0
    while at < len(symbols):
        if tuple(symbols[at:at + 2]) == pair:
            merged.append(symbols[at] + symbols[at + 1])
            at += 2
        else:
            merged.append(symbols[at])
            at += 1
    return merged


class Tokenizer:
    """Text to token ids and back. Ids: the added tokens, then the 256 bytes, then the merges."""

    def __init__(self, merges: list):
        self.merges = [tuple(pair) for pair in merges]
        self.tokens = ADDED_TOKENS + SYMBOLS + [left + right for left, right in self.merges]
        self._ids = {token: index for index, token in enumerate(self.tokens)}
        self._ranks = {pair: rank for rank, pair in enumerate(self.merges)}
        self._cache = {}
        self.end_of_text, self.im_start, self.im_end = (self._ids[token] for token in SPECIAL_TOKENS)

    @classmethod
    def load(cls, path):
        with open(path, encoding="utf-8") as file:
            return cls(json.load(file))

    def save(self, path):
        with open(path, "w", encoding="utf-8") as file:
            json.dump(self.merges, file, ensure_ascii=False)

    def encode(self, text: str) -> list:
        ids = []
        for part in _ADDED.split(text):
            if part in ADDED_TOKENS:
                ids.append(self._ids[part])
            else:
                for piece in split_pieces(part):
                    ids += self._encode_piece(piece)
        return ids

    def _encode_piece(self, piece: str) -> list:
        ids = self._cache.get(piece)
        if ids is None:
            symbols = list(to_symbols(piece))
            while len(symbols) > 1:
                best = min(zip(symbols, symbols[1:]), key=lambda pair: self._ranks.get(pair, len(self._ranks)))
                if best not in self._ranks:
                    break
                symbols = merge_pair(symbols, best)
            ids = [self._ids[symbol] for symbol in symbols]
            if len(self._cache) < 200_000:
                self._cache[piece] = ids
        return ids

    def decode(self, ids) -> str:
        data = b""
        for index in ids:
            token = self.tokens[index]
            data += token.encode() if token in ADDED_TOKENS else bytes(BYTES[symbol] for symbol in token)
        return data.decode("utf-8", errors="replace")
