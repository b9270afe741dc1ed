#pragma once

#include <torch/nn/modules/container/modulelist.h>
#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/linear.h>
#include <vector>

/** The parts that CRASH's score network and its classifier share (Rouard & Hadjeres 2021, arXiv 2106.07431). Modules and
    parameters are named and ordered as in the published checkpoints. Worker thread. */
namespace stochastick
{
/** What every block is told: random Fourier features of sigma itself → MLP. */
class CrashEmbeddingImpl : public torch::nn::Module
{
public:
    static constexpr int width = 512;

    CrashEmbeddingImpl();

    /** (batch) → (batch, width) */
    torch::Tensor forward (const torch::Tensor& sigma);

private:
    torch::Tensor frequencies; // (1, 32), never trained
    torch::nn::ModuleList layers;
};

TORCH_MODULE (CrashEmbedding);

/** FiLM (arXiv 1709.07871): a scale (not "1 +" it) and a shift of each channel. */
class CrashFilmImpl : public torch::nn::Module
{
public:
    explicit CrashFilmImpl (int channels);

    /** (batch, CrashEmbedding width) → (batch, 2·channels, 1), the scales first */
    torch::Tensor forward (const torch::Tensor& embedding);

private:
    torch::nn::Linear layer { nullptr };
};

TORCH_MODULE (CrashFilm);

struct CrashBlockSize
{
    int channelsIn = 0, channelsOut = 0;
    int factor = 0; ///< between the lengths of input and output
};

/** Where a down block loses samples. */
enum class CrashDecimation
{
    beforeFirstLayer, ///< the score network: every factor-th sample stays, without a filter
    inFirstLayer      ///< the classifier: strides
};

class CrashDownBlockImpl : public torch::nn::Module
{
public:
    CrashDownBlockImpl (const CrashBlockSize& size, CrashDecimation decimationToUse);

    /** @param x    (batch, channelsIn, frames)
        @param film  (batch, 2·channelsOut, 1)
        @return (batch, channelsOut, ⌈frames/factor⌉) */
    torch::Tensor forward (const torch::Tensor& x, const torch::Tensor& film);

private:
    int factor;
    CrashDecimation decimation;
    torch::nn::Conv1d residual { nullptr }, first { nullptr };
    std::vector<torch::nn::Conv1d> convolutions;
};

TORCH_MODULE (CrashDownBlock);

/** Lengthens by repeating samples. Both the residual and the first convolution are computed before the repetition: the
    same function with fewer products. */
class CrashUpBlockImpl : public torch::nn::Module
{
public:
    explicit CrashUpBlockImpl (const CrashBlockSize& size);

    /** @param x     (batch, channelsIn, frames)
        @param skip  the same shape
        @return (batch, channelsOut, frames·factor) */
    torch::Tensor forward (const torch::Tensor& x, const torch::Tensor& skip);

private:
    int factor;
    torch::nn::Conv1d residual { nullptr };
    std::vector<torch::nn::Conv1d> convolutions;
};

TORCH_MODULE (CrashUpBlock);

/** The last member of a list of modules, typed. */
template <typename Module>
Module appendTo (torch::nn::ModuleList& list, Module module)
{
    list->push_back (module);
    return module;
}
} // namespace stochastick
