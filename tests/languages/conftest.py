"""A library of all samples, and a multilingual model small enough to be made in a test."""

import warnings
from pathlib import Path

import pytest

from embeddings.hashing import HashingEncoder
from rag.indexing import index_paths
from rag.library.library import Library

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SENTENCES = [
    "La reparación del puente costará cuatro millones doscientos mil euros.",
    "No vamos a subir la tarifa del agua.",
    "港大橋は六月末までに再開できるとは言っていません。",
    "水道料金を値上げする考えはありません。",
    "The bridge will reopen by the end of June.",
]


@pytest.fixture(scope="session")
def samples_library(tmp_path_factory):
    """All samples, English, Spanish and Japanese, in one library with the hashing encoder."""
    library = Library(tmp_path_factory.mktemp("samples") / "library")
    folders = [SAMPLES / name for name in ("port-ellery", "valdemora", "minatogawa")]
    report = index_paths(library, folders, HashingEncoder())
    assert (report.added, report.skipped) == (16, ())
    return library


@pytest.fixture(scope="session")
def multilingual_model(tmp_path_factory):
    """A folder as sentence-transformers saves it: XLM-RoBERTa with random weights, 48 dimensions.

    Its Unigram tokenizer, as SentencePiece's, is learned from a few sentences. The vectors mean nothing; the
    way from the folder to an answer is the same as for real weights.
    """
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer, decoders, normalizers, pre_tokenizers, processors, trainers
    from tokenizers.models import Unigram
    from transformers import PreTrainedTokenizerFast, XLMRobertaConfig, XLMRobertaModel, set_seed

    tokenizer = Tokenizer(Unigram())
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    trainer = trainers.UnigramTrainer(
        vocab_size=300, special_tokens=special, unk_token="<unk>", show_progress=False
    )
    tokenizer.train_from_iterator(SENTENCES, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>", cls_token="<s>", sep_token="</s>",
        pad_token="<pad>", unk_token="<unk>", mask_token="<mask>", model_max_length=126,
    )  # fmt: skip
    config = XLMRobertaConfig(
        vocab_size=tokenizer.get_vocab_size(), hidden_size=48, num_hidden_layers=2, num_attention_heads=4,
        intermediate_size=96, max_position_embeddings=130, pad_token_id=1, bos_token_id=0, eos_token_id=2,
    )  # fmt: skip
    set_seed(5)
    place = tmp_path_factory.mktemp("model")
    XLMRobertaModel(config).save_pretrained(place / "raw")
    fast.save_pretrained(place / "raw")
    folder = place / "tiny-multilingual"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # they moved between the versions that we take
        from sentence_transformers import models

        words = models.Transformer(str(place / "raw"), max_seq_length=126)
        SentenceTransformer(modules=[words, models.Pooling(48), models.Normalize()]).save(str(folder))
    return folder
