#include "Training/ParallelGradient.h"

#include "Network/ProductPrecision.h"

#include <ATen/Parallel.h>
#include <algorithm>
#include <condition_variable>
#include <functional>
#include <future>
#include <mutex>
#include <omp.h>
#include <thread>

namespace stochastick
{
using torch::Tensor;

namespace
{
/** While it lives, LibTorch computes on this thread alone. Not by at::set_num_threads(), which counts for all threads and
    throws compiled convolutions away. */
class OnThisThreadAlone
{
public:
    OnThisThreadAlone()
        : before (at::get_num_threads()) // the first call on a thread sets it
    {
        omp_set_num_threads (1);
    }

    ~OnThisThreadAlone() { omp_set_num_threads (before); }

    OnThisThreadAlone (const OnThisThreadAlone&) = delete;
    OnThisThreadAlone& operator= (const OnThisThreadAlone&) = delete;

private:
    int before;
};

Tensor differentiated (TrainingTask& task, const Batch& batch, const Tensor& weights, double share,
                       torch::ScalarType products)
{
    const auto losses = [&] {
        const ScopedProductPrecision precision (products);
        return task.losses (batch);
    }();
    (losses * weights).mean().mul (share).backward();
    return losses.detach();
}
} // namespace

/** A replica and the thread that it lives on. */
class ParallelGradient::Helper
{
public:
    Helper (std::unique_ptr<TrainingTask> replica, const Tensor& values)
        : task (std::move (replica)),
          parameters (task->network(), values)
    {
    }

    ~Helper()
    {
        {
            const std::lock_guard lock (mutex);
            over = true;
        }
        changed.notify_one();
        thread.join();
    }

    Helper (const Helper&) = delete;
    Helper& operator= (const Helper&) = delete;

    std::future<Tensor> start (const Batch& batch, const Tensor& weights, double share, torch::ScalarType products)
    {
        std::packaged_task<Tensor()> job ([=, this] {
            parameters.gradients.zero_();
            return differentiated (*task, batch, weights, share, products);
        });
        auto result = job.get_future();
        {
            const std::lock_guard lock (mutex);
            next = std::move (job);
        }
        changed.notify_one();
        return result;
    }

    const Tensor& gradients() const { return parameters.gradients; }

private:
    void work()
    {
        const OnThisThreadAlone alone;

        for (;;)
        {
            std::unique_lock lock (mutex);
            changed.wait (lock, [this] { return over || next.valid(); });

            if (over)
                return;

            auto job = std::exchange (next, {});
            lock.unlock();
            job();
        }
    }

    std::unique_ptr<TrainingTask> task;
    FlatParameters parameters;
    std::mutex mutex;
    std::condition_variable changed;
    std::packaged_task<Tensor()> next;
    bool over = false;
    std::thread thread { [this] { work(); } };
};

ParallelGradient::ParallelGradient (TrainingTask& toTrain, FlatParameters& ofTask, int threads)
    : task (toTrain),
      parameters (ofTask)
{
    for (int i = 1; i < threads; ++i)
        if (auto replica = task.replica())
            helpers.push_back (std::make_unique<Helper> (std::move (replica), parameters.values));
}

ParallelGradient::~ParallelGradient() = default;

Tensor ParallelGradient::losses (const Batch& batch, const Tensor& weights, torch::ScalarType products)
{
    parameters.gradients.zero_();

    if (helpers.empty())
        return differentiated (task, batch, weights, 1.0, products);

    const auto all = batch.ratios.size (0), shares = std::min (static_cast<std::int64_t> (helpers.size()) + 1, all);
    const auto end = [&] (std::int64_t share) { return all * (share + 1) / shares; };
    std::vector<std::future<Tensor>> others;

    for (std::int64_t i = 0; i + 1 < shares; ++i)
    {
        const auto first = end (i), count = end (i + 1) - first;
        others.push_back (helpers[static_cast<std::size_t> (i)]->start (
            batch.part (first, count), weights.narrow (0, first, count),
            static_cast<double> (count) / static_cast<double> (all), products));
    }

    std::vector<Tensor> found;
    {
        const OnThisThreadAlone alone;
        found.push_back (differentiated (task, batch.part (0, end (0)), weights.narrow (0, 0, end (0)),
                                         static_cast<double> (end (0)) / static_cast<double> (all), products));
    }

    for (std::size_t i = 0; i < others.size(); ++i)
    {
        found.push_back (others[i].get());
        const torch::NoGradGuard noGradient;
        parameters.gradients.add_ (helpers[i]->gradients());
    }

    return torch::cat (found);
}
} // namespace stochastick
